package dev.freshet.control.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.control.resource.Declaration;
import dev.freshet.control.resource.Flush;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.SchemaChanges;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.evolution.EvolutionPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceJsonTest {
    private static final String FILE = """
            kind: Source
            name: shop
            connector: mysql
            host: db
            user: freshet
            password: ${env:PW}
            tables: shop.orders, shop.customers
            config: {database.server.id: 7}
            ---
            kind: Transform
            name: shop-clean
            inputs: [shop.shop.orders]
            sql: SELECT id, LOWER(email) AS email FROM orders
            stateTtl: 1h
            onError: null
            ---
            kind: Destination
            name: lake
            connector: postgresql
            host: warehouse
            database: lake
            user: freshet
            password: ${file:/run/secrets/pg}
            ---
            kind: Pipeline
            name: shop-lake
            source: shop
            destination: lake
            tables: ["shop\\\\..*"]
            flush: {interval: 250ms, bytes: 8MiB}
            keys: {"shop\\\\.log": [line, at], "shop\\\\.marks": id}
            """;
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    private final ResourceJson json = new ResourceJson();

    @Test
    void aFileOfSeveralDocumentsIsReadWithItsDefaults() {
        List<Declaration> all = json.readAll(FILE);
        assertThat(all)
                .extracting(declaration -> declaration.id().key())
                .containsExactly("source/shop", "transform/shop-clean", "destination/lake", "pipeline/shop-lake");
        DatabaseSourceSpec source = (DatabaseSourceSpec) all.get(0).spec();
        assertThat(source.port()).isEqualTo(3306);
        assertThat(source.tables()).containsExactly("shop.orders", "shop.customers");
        assertThat(source.config()).containsEntry("database.server.id", "7");
        TransformSpec transform = (TransformSpec) all.get(1).spec();
        assertThat(transform.inputs()).containsExactly(Map.entry("orders", "shop.shop.orders"));
        assertThat(transform.output()).isEqualTo("orders");
        assertThat(transform.engine()).isEqualTo(TransformSpec.Engine.AUTO);
        assertThat(transform.onError()).isEqualTo(TransformSpec.OnError.NULL);
        PipelineSpec pipeline = (PipelineSpec) all.get(3).spec();
        assertThat(pipeline.mode()).isEqualTo(PipelineSpec.Mode.UPSERT);
        assertThat(pipeline.deletes()).isEqualTo(PipelineSpec.Deletes.HARD);
        assertThat(pipeline.schema()).isEqualTo("${database}");
        assertThat(pipeline.table()).isEqualTo("${table}");
        assertThat(pipeline.keys().of("shop.log")).contains(List.of("line", "at"));
        assertThat(pipeline.keys().of("shop.marks")).contains(List.of("id"));
        assertThat(pipeline.flush()).isEqualTo(new Flush(Duration.ofMillis(250), 50_000, 8L << 20));
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        for (Declaration declaration : json.readAll(FILE)) {
            String text = json.write(declaration).toString();
            assertThat(json.read(text, declaration.id().kind(), null)).isEqualTo(declaration);
            Resource<?> resource = new Resource<>(declaration.id(), 3, true, 2, TIME, TIME, declaration.spec());
            assertThat(json.fromLog(resource.id(), json.toLog(resource))).isEqualTo(resource);
            assertThat(json.read(
                            json.write(resource).toString(), declaration.id().kind(), null))
                    .as("an answer can be sent back as a request")
                    .isEqualTo(declaration);
        }
    }

    @Test
    void theLogFormIsAsAgreed() throws IOException {
        StringBuilder log = new StringBuilder();
        for (Declaration declaration : json.readAll(FILE)) {
            JsonNode node = json.write(new Resource<>(declaration.id(), 3, true, 2, TIME, TIME, declaration.spec()));
            log.append(node.toPrettyString()).append('\n');
        }
        Path golden = Path.of("src/test/resources/golden/resource-log.json");
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(golden, log);
        }
        assertThat(log.toString())
                .as("the log is read by other versions; when this change is meant, run with -Dgolden=update")
                .isEqualTo(Files.readString(golden));
    }

    @Test
    void theLogOfOtherVersionsIsReadable() {
        ResourceId id = new ResourceId(Kind.PIPELINE, "p");
        Resource<?> old = json.fromLog(id, bytes("{\"source\":\"a\",\"destination\":\"b\"}"));
        assertThat(old.generation()).isEqualTo(1);
        assertThat(((PipelineSpec) old.spec()).flush()).isEqualTo(Flush.DEFAULT);
        String newer = "{\"source\":\"a\",\"destination\":\"b\",\"colour\":1,\"flush\":{\"rows\":5,\"mood\":2}}";
        assertThat(((PipelineSpec) json.fromLog(id, bytes(newer)).spec())
                        .flush()
                        .rows())
                .isEqualTo(5);
        assertThatThrownBy(() -> json.fromLog(id, bytes("[1]"))).isInstanceOf(ResourceException.Invalid.class);
        assertThatThrownBy(() -> json.fromLog(id, bytes("nonsense"))).isInstanceOf(ResourceException.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({"hots, host", "Password, password", "databas, databases", "tabels, tables", "conf, config"})
    void anUnknownFieldIsNamedWithTheOneThatWasMeant(String written, String meant) {
        String request = "{\"name\":\"shop\",\"connector\":\"mysql\",\"host\":\"h\",\"user\":\"u\","
                + "\"password\":\"${env:A}\",\"" + written + "\":\"x\"}";
        assertThat(violations(() -> json.read(request, Kind.SOURCE, null)))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.problem()).isEqualTo("is not a known field");
                    assertThat(violation.mend()).isEqualTo("Did you mean " + meant + "?");
                });
    }

    @Test
    void aWrongTypeIsComplainedOfOnceWithTheExpectedOne() {
        String text = "{\"name\":\"shop\",\"connector\":\"mysql\",\"host\":5,\"port\":\"x\",\"user\":\"u\","
                + "\"password\":12345,\"tables\":{},\"config\":{\"a\":[]}}";
        List<Violation> violations = violations(() -> json.read(text, Kind.SOURCE, null));
        assertThat(violations)
                .extracting(Violation::field)
                .containsExactly("host", "port", "password", "tables", "config.a");
        assertThat(violations.get(1).problem()).isEqualTo("must be a whole number, not 'x'");
        assertThat(violations.toString()).as("a password is not repeated").doesNotContain("12345");
    }

    @Test
    void fieldsOfNestedObjectsAreNamedByTheirPath() {
        String text =
                "{\"name\":\"p\",\"source\":\"a\",\"destination\":\"b\",\"mode\":\"merge\",\"keys\":{\"a.b\":[1]},"
                        + "\"flush\":{\"interval\":\"soon\",\"row\":1}}";
        assertThat(violations(() -> json.read(text, Kind.PIPELINE, null)))
                .extracting(Violation::field)
                .containsExactly("mode", "flush.interval", "flush.row", "keys.a.b[0]");
    }

    @Test
    void refinementsFollowFromTheBehaviorAndOverridesFromThePipeline() {
        String text = """
                {"name":"p","source":"a","destination":"b","schemaChanges":{"onDrop":"drop","onTypeChange":"new-column",
                 "tables":{"shop\\\\.audit":{"behavior":"lenient"},"shop\\\\.o.*":{"onDrop":"rename"}}}}""";
        SchemaChanges changes =
                ((PipelineSpec) json.read(text, Kind.PIPELINE, null).spec()).schemaChanges();
        assertThat(changes.of("shop.people").onDrop()).isEqualTo(EvolutionPolicy.OnDrop.DROP);
        assertThat(changes.of("shop.audit")).isEqualTo(EvolutionPolicy.of(EvolutionPolicy.Behavior.LENIENT));
        assertThat(changes.of("shop.orders").onDrop()).isEqualTo(EvolutionPolicy.OnDrop.RENAME);
        assertThat(changes.of("SHOP.ORDERS").onTypeChange()).isEqualTo(EvolutionPolicy.OnTypeChange.NEW_COLUMN);
        String wrong = "{\"name\":\"p\",\"source\":\"a\",\"destination\":\"b\",\"schemaChanges\":"
                + "{\"onDrop\":\"shred\",\"tables\":{\"a.b\":{\"behaviour\":\"evolve\"}}}}";
        assertThat(violations(() -> json.read(wrong, Kind.PIPELINE, null)))
                .extracting(Violation::field)
                .containsExactly("schemaChanges.onDrop", "schemaChanges.tables.a.b.behaviour");
    }

    @Test
    void kindAndNameMustAgreeWithThePath() {
        String text = "{\"kind\":\"Destination\",\"name\":\"b\",\"connector\":\"duckdb\",\"path\":\"/a\"}";
        assertThat(violations(() -> json.read(text, Kind.DESTINATION, "a")))
                .extracting(Violation::field)
                .containsExactly("name");
        assertThat(violations(() -> json.read(text, Kind.PIPELINE, null)))
                .extracting(Violation::field)
                .contains("kind");
    }

    @Test
    void malformedTextIsAnsweredWithItsPlace() {
        ResourceException.Malformed malformed = catchThrowableOfType(
                ResourceException.Malformed.class, () -> json.read("{\"name\":\n  oops}", Kind.SOURCE, null));
        assertThat(malformed.line()).isEqualTo(2);
        assertThatThrownBy(() -> json.readAll("a: b: c")).isInstanceOf(ResourceException.Malformed.class);
        assertThatThrownBy(() -> json.readAll("{\"name\":\"a\",\"name\":\"b\"}"))
                .isInstanceOf(ResourceException.Malformed.class);
    }

    @Test
    void violationsOfAFileNameTheirResource() {
        String text = "kind: Destination\nname: lake\nconnector: duckdb\n---\nkind: Sorce\nname: x\n---\nname: y\n";
        assertThat(violations(() -> json.readAll(text)))
                .extracting(Violation::field)
                .containsExactly("destination/lake: path", "sorce/x: kind", "document 3: kind");
        assertThat(violations(() -> json.readAll(FILE + "---\n" + FILE)))
                .extracting(Violation::field)
                .contains("source/shop: name");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Violation> violations(ThrowingCallable call) {
        return catchThrowableOfType(ResourceException.Invalid.class, call).violations();
    }
}
