package dev.freshet.control.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
    private static final String SECRET = "${env:PASSWORD}";

    @Test
    void aCompleteSpecOfEachKindHasNoViolations() {
        assertThat(source(Map.of("database.server.id", "7", "snapshot.mode", "no_data"))
                        .violations())
                .isEmpty();
        assertThat(duckdb("/data/a.duckdb").violations()).isEmpty();
        assertThat(postgresql("${file:/run/secrets/pg}").violations()).isEmpty();
        assertThat(pipeline("raw_${database}", "${table}", Flush.DEFAULT).violations())
                .isEmpty();
    }

    @Test
    void everyRequiredFieldOfASourceIsNamedWhenItIsMissing() {
        DatabaseSourceSpec empty = new DatabaseSourceSpec("", "", 0, "", "", List.of(), List.of(), Map.of());
        assertThat(fields(empty)).containsExactly("connector", "host", "port", "user", "password");
        assertThat(empty.violations())
                .allSatisfy(violation -> assertThat(violation.mend()).isNotBlank());
    }

    @Test
    void whatIsWrongWithATransformIsNamed() {
        TransformSpec empty = new TransformSpec(
                Map.of(), "", "", List.of(), TransformSpec.Engine.AUTO, Duration.ZERO, 0, TransformSpec.OnError.NULL);
        assertThat(fields(empty)).containsExactly("inputs", "sql", "output", "parallelism");
        TransformSpec odd = new TransformSpec(
                Map.of("a-b", "shop"),
                "SELECT 1",
                "transaction",
                List.of(),
                TransformSpec.Engine.AUTO,
                Duration.ofSeconds(-1),
                1,
                TransformSpec.OnError.NULL);
        assertThat(fields(odd)).containsExactly("inputs.a-b", "inputs.a-b", "output", "stateTtl");
    }

    @Test
    void everyRequiredFieldOfADestinationIsNamedWhenItIsMissing() {
        assertThat(fields(duckdb(null))).containsExactly("path");
        assertThat(fields(new DestinationSpec("postgresql", null, null, null, null, null, null, Map.of())))
                .containsExactly("host", "port", "database", "user", "password");
    }

    @Test
    void fieldsOfTheOtherConnectorAreRefused() {
        assertThat(fields(new DestinationSpec("duckdb", "/a", "h", 1, "d", "u", SECRET, Map.of())))
                .containsExactly("host", "port", "database", "user", "password");
        assertThat(fields(new DestinationSpec("postgresql", "/a", "h", 5432, "d", "u", SECRET, Map.of())))
                .containsExactly("path");
    }

    @Test
    void anUnknownConnectorIsAnsweredWithTheKnownOnes() {
        assertThat(new DestinationSpec("oracle", null, null, null, null, null, null, Map.of()).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.mend()).contains("duckdb, postgresql"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"geheim", "${env:}", "${vault:x}", "${file:relative}", "x${env:A}", "${env:A} "})
    void anythingButASecretReferenceIsRefusedAndNotRepeated(String password) {
        assertThat(postgresql(password).violations()).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("password");
            assertThat(violation.problem() + violation.mend()).doesNotContain("geheim");
            assertThat(violation.mend()).contains("${env:NAME}");
        });
    }

    @Test
    void literalSecretsInConfigAreRefused() {
        assertThat(fields(source(Map.of("database.ssl.keystore.password", "geheim"))))
                .containsExactly("config.database.ssl.keystore.password");
        assertThat(fields(source(Map.of("database.ssl.keystore.password", SECRET))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "topic.prefix",
                "connector.class",
                "tasks.max",
                "database.hostname",
                "database.port",
                "database.user",
                "database.password",
                "database.include.list",
                "table.include.list",
                "offset.storage",
                "schema.history.internal",
                "key.converter",
                "value.converter.schemas.enable",
                "transforms",
                "transforms.route.type",
                "predicates.p.type"
            })
    void propertiesThatFreshetOwnsAreRefusedWithTheReason(String key) {
        assertThat(source(Map.of(key, "x")).violations()).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("config." + key);
            assertThat(violation.problem()).contains("set by Freshet itself: ");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.(", "orders", "a,b", " "})
    void patternsThatCannotMatchAreRefused(String pattern) {
        DatabaseSourceSpec spec = new DatabaseSourceSpec(
                "mysql", "h", 3306, "u", SECRET, List.of(), List.of("shop\\.customers", pattern), Map.of());
        assertThat(fields(spec)).containsExactly("tables[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "${db}", "x_${schema}_${table}", "${table", "$table"})
    void namingTemplatesKnowDatabaseAndTableOnly(String template) {
        assertThat(fields(pipeline(template, "${table}", Flush.DEFAULT))).containsExactly("schema");
    }

    @Test
    void keysNameColumnsOfTablesThatThePipelineTakes() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("shop\\.log", List.of("line", "at"));
        keys.put("shop.LOG_2", List.of("line"));
        keys.put("shop\\.l.*", List.of("line"));
        assertThat(fields(upserted(keys))).isEmpty();
        keys.put("shop\\.orders", List.of("line"));
        keys.put("log", List.of("line"));
        keys.put("shop\\.log_3", List.of());
        keys.put("shop\\.log_4", List.of("a", "", "a"));
        keys.put("shop\\.(", List.of("a"));
        assertThat(fields(upserted(keys)))
                .containsExactly(
                        "keys.shop\\.orders",
                        "keys.log",
                        "keys.log",
                        "keys.shop\\.log_3",
                        "keys.shop\\.log_4",
                        "keys.shop\\.log_4",
                        "keys.shop\\.(");
        assertThat(upserted(keys).violations())
                .allSatisfy(violation -> assertThat(violation.mend()).isNotBlank());
    }

    @Test
    void keysAreForUpsertsWithHardDeletes() {
        TableKeys keys = new TableKeys(Map.of("shop\\.log", List.of("line")));
        assertThat(fields(keyed(PipelineSpec.Mode.APPEND, PipelineSpec.Deletes.HARD, keys)))
                .containsExactly("keys");
        assertThat(fields(keyed(PipelineSpec.Mode.UPSERT, PipelineSpec.Deletes.SOFT, keys)))
                .containsExactly("keys");
    }

    @Test
    void theFirstEntryThatMatchesATableNamesItsKey() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("shop\\.log", List.of("line", "at"));
        keys.put("shop\\..*", List.of("line"));
        assertThat(new TableKeys(keys).of("Shop.Log")).contains(List.of("line", "at"));
        assertThat(new TableKeys(keys).of("shop.log2")).contains(List.of("line"));
        assertThat(new TableKeys(keys).of("other.log")).isEmpty();
    }

    private static PipelineSpec upserted(Map<String, List<String>> keys) {
        return keyed(PipelineSpec.Mode.UPSERT, PipelineSpec.Deletes.HARD, new TableKeys(keys));
    }

    @Test
    void flushBoundsAreNamed() {
        assertThat(fields(pipeline("a", "b", new Flush(Duration.ZERO, 0, 1))))
                .containsExactly("flush.interval", "flush.rows", "flush.bytes");
        assertThat(fields(pipeline("a", "b", new Flush(Duration.ofHours(2), 6_000_000, 2L << 30))))
                .containsExactly("flush.interval", "flush.rows", "flush.bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "-shop", "shop_1", "a.b", "a b", "ü"})
    void namesAreLowerCaseLettersDigitsAndHyphens(String name) {
        assertThat(new ResourceId(Kind.SOURCE, name).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.field()).isEqualTo("name"));
    }

    @Test
    void namesAreAtMost63Long() {
        assertThat(new ResourceId(Kind.SOURCE, "a".repeat(63)).violations()).isEmpty();
        assertThat(new ResourceId(Kind.SOURCE, "a".repeat(64)).violations()).hasSize(1);
    }

    private static List<String> fields(Spec spec) {
        return spec.violations().stream().map(Violation::field).toList();
    }

    private static DatabaseSourceSpec source(Map<String, String> config) {
        return new DatabaseSourceSpec(
                "mysql", "db", 3306, "u", SECRET, List.of("shop"), List.of("shop\\.o.*", "shop.a"), config);
    }

    private static DestinationSpec duckdb(@Nullable String path) {
        return new DestinationSpec("duckdb", path, null, null, null, null, null, Map.of());
    }

    private static DestinationSpec postgresql(String password) {
        return new DestinationSpec("postgresql", null, "h", 5432, "d", "u", password, Map.of("sslmode", "require"));
    }

    private static PipelineSpec pipeline(String schema, String table, Flush flush) {
        return new PipelineSpec(
                "shop",
                List.of(),
                "lake",
                PipelineSpec.Mode.UPSERT,
                PipelineSpec.Deletes.HARD,
                schema,
                table,
                flush,
                SchemaChanges.DEFAULT,
                TableKeys.NONE);
    }

    private static PipelineSpec keyed(PipelineSpec.Mode mode, PipelineSpec.Deletes deletes, TableKeys keys) {
        return new PipelineSpec(
                "shop",
                List.of("shop\\.log.*"),
                "lake",
                mode,
                deletes,
                "${database}",
                "${table}",
                Flush.DEFAULT,
                SchemaChanges.DEFAULT,
                keys);
    }
}
