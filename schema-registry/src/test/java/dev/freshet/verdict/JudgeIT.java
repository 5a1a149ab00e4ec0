package dev.freshet.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.evolution.Verdict.Level;
import dev.freshet.registry.VersionLabels;
import dev.freshet.registry.apicurio.ApicurioLabels;
import dev.freshet.registry.apicurio.ApicurioRegistry;
import dev.freshet.registry.apicurio.RegistryServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Verdicts beside the versions of a real Apicurio Registry. */
class JudgeIT {
    private static RegistryServer server;
    private static ApicurioRegistry registry;
    private static VersionLabels labels;

    private final List<Judgement> told = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = RegistryServer.shared();
        registry = new ApicurioRegistry(server.ccompat());
        labels = ApicurioLabels.beside(server.ccompat()).orElseThrow();
    }

    @Test
    void eachVersionBearsItsVerdictAndIsToldOnce() {
        String subject = "shop.shop.orders ä-value";
        Judge judge = new Judge(registry, labels, told::add);
        for (String columns : List.of(
                field("id", "long"),
                field("id", "long") + "," + field("note", "string"),
                field("id", "long") + "," + field("text", "string"))) {
            int id = registry.register(subject, envelope(columns));
            judge.judge(subject, id);
            judge.judge(subject, id);
        }
        assertThat(labels(subject, 0)).isEqualTo(Map.of("freshet.verdict", "first"));
        assertThat(labels(subject, 1))
                .containsEntry("freshet.verdict", "compatible")
                .containsEntry("freshet.compared-with", "1")
                .containsEntry("freshet.changes", "added column note as text");
        assertThat(labels(subject, 2))
                .containsEntry("freshet.verdict", "breaking")
                .containsEntry("freshet.changes", "dropped column note; added column text as text");
        assertThat(told).extracting(told -> told.verdict().level()).containsExactly(Level.COMPATIBLE, Level.BREAKING);
        assertThat(told.getFirst().sentence())
                .isEqualTo(
                        "shop.shop.orders ä: version 2 of the schema is compatible with version 1: added column note as text");
    }

    @Test
    void labelsOfOthersStayAndManyVersionsAreAllSeen() {
        String subject = "shop.shop.many-value";
        VersionLabels labels = ApicurioLabels.beside(server.ccompat(), 5).orElseThrow();
        Judge judge = new Judge(registry, labels, told::add);
        StringBuilder columns = new StringBuilder(field("id", "long"));
        int id = 0;
        for (int i = 0; i < 12; i++) {
            columns.append(',').append(field("c" + i, "string"));
            id = registry.register(subject, envelope(columns.toString()));
        }
        String last = labels.versions(subject).getLast().version();
        labels.label(subject, last, Map.of("team", "checkout"));
        judge.judge(subject, id);
        assertThat(labels.labels(subject, last))
                .containsEntry("team", "checkout")
                .containsEntry("freshet.changes", "added column c11 as text");
    }

    @Test
    void anotherKeyIsBreaking() {
        String subject = "shop.shop.orders-key";
        Judge judge = new Judge(registry, labels, told::add);
        judge.judge(subject, registry.register(subject, record("Key", field("id", "long"))));
        judge.judge(subject, registry.register(subject, record("Key", field("code", "string"))));
        assertThat(labels(subject, 1))
                .containsEntry("freshet.verdict", "breaking")
                .containsEntry("freshet.changes", "changed the key from (id) to (code)");
    }

    @Test
    void whatIsRegisteredIsJudgedAfterwards() throws InterruptedException {
        BlockingQueue<Judgement> judged = new LinkedBlockingQueue<>();
        String subject = "shop.shop.later-value";
        try (JudgedRegistry judging = new JudgedRegistry(registry, new Judge(registry, labels, judged::add)::judge)) {
            judging.register(subject, envelope(field("id", "int")));
            judging.register(subject, envelope(field("id", "long")));
            Judgement judgement = judged.poll(1, TimeUnit.MINUTES);
            assertThat(judgement).isNotNull();
            assertThat(judgement.verdict().changes()).containsExactly("widened column id from int32 to int64");
        }
    }

    @Test
    void aRegistryOfAnotherKindHasNoPlaceForLabels() {
        assertThat(ApicurioLabels.beside(URI.create("http://127.0.0.1:8081"))).isEmpty();
    }

    private static Map<String, String> labels(String subject, int at) {
        return labels.labels(subject, labels.versions(subject).get(at).version());
    }

    private static String envelope(String columns) {
        return """
                {"type":"record","name":"Envelope","fields":[
                 {"name":"before","type":["null",%s]},{"name":"after","type":["null","Value"]},{"name":"op","type":"string"}]}
                """.formatted(record("Value", columns));
    }

    private static String record(String name, String fields) {
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + fields + "]}";
    }

    private static String field(String name, String type) {
        return "{\"name\":\"" + name + "\",\"type\":\"" + type + "\"}";
    }
}
