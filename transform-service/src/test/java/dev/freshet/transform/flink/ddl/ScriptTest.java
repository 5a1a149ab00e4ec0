package dev.freshet.transform.flink.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.avro.RecordEncoder;
import dev.freshet.transform.apply.Shop;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private static final Endpoints ENDPOINTS = new Endpoints("kafka:9092", "http://registry:8080/apis/ccompat/v7");
    private static final Schema KEY =
            SchemaBuilder.struct().name("k").field("id", Schema.INT64_SCHEMA).build();

    private static Schema decimal(int precision, int scale) {
        return Decimal.builder(scale)
                .parameter("connect.decimal.precision", String.valueOf(precision))
                .optional()
                .build();
    }

    private static Schema named(SchemaBuilder type, String name) {
        return type.name(name).version(1).optional().build();
    }

    /** A table with a column of each kind. */
    private static FlinkInput everything(Map<Integer, Long> from) {
        Schema row = SchemaBuilder.struct()
                .name("v")
                .optional()
                .field("id", Schema.INT64_SCHEMA)
                .field("small", SchemaBuilder.int16().optional().build())
                .field("number", Schema.OPTIONAL_INT32_SCHEMA)
                .field("added", SchemaBuilder.int32().defaultValue(7).build())
                .field("colour", SchemaBuilder.string().defaultValue("it's red").build())
                .field("single", Schema.OPTIONAL_FLOAT32_SCHEMA)
                .field("twofold", Schema.OPTIONAL_FLOAT64_SCHEMA)
                .field("flag", Schema.OPTIONAL_BOOLEAN_SCHEMA)
                .field("price", decimal(12, 2))
                .field("huge", decimal(65, 30))
                .field("a name", Schema.OPTIONAL_STRING_SCHEMA)
                .field("doc", named(SchemaBuilder.string(), "io.debezium.data.Json"))
                .field("bytes", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("day", named(SchemaBuilder.int32(), "io.debezium.time.Date"))
                .field("span", named(SchemaBuilder.int64(), "io.debezium.time.MicroTime"))
                .field("seconds", named(SchemaBuilder.int64(), "io.debezium.time.Timestamp"))
                .field("micros", named(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp"))
                .field("moment", named(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp"))
                .field(
                        "list",
                        SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
                .build();
        return FlinkInput.of(
                "things",
                "shop.shop.things",
                RecordEncoder.avro("v", Shop.envelope(row)),
                RecordEncoder.avro("k", KEY),
                from);
    }

    @Test
    void anInputIsATableAsItsBytesAreAndAViewAsTheServiceSeesIt() throws IOException {
        golden("inputs.sql", Script.inputs(List.of(everything(Map.of())), ENDPOINTS, "freshet-flink-x-v1"));
        assertThat(everything(Map.of()).unreadable()).containsExactly("huge", "list");
    }

    @Test
    void aTableThatWasEmptiedIsReadFromThereOn() {
        assertThat(Script.inputs(List.of(everything(Map.of(1, 7L, 0, 5L))), ENDPOINTS, "g")
                        .get(0))
                .contains("'scan.startup.specific-offsets' = 'partition:0,offset:5;partition:1,offset:7'");
    }

    @Test
    void aPieceOfATopicEnds() {
        List<String> piece = Script.piece(everything(Map.of(0, 5L)), ENDPOINTS, "g", Map.of(0, 9L));
        assertThat(piece.get(0))
                .contains("'scan.startup.specific-offsets' = 'partition:0,offset:5'")
                .contains("'scan.bounded.specific-offsets' = 'partition:0,offset:9'")
                .doesNotContain("discovery");
        assertThat(piece.get(1))
                .isEqualTo(Script.inputs(List.of(everything(Map.of())), ENDPOINTS, "g")
                        .get(1));
    }

    @Test
    void givenRowsAreAViewOfTheSameTypes() throws IOException {
        Object[] row = {
            1L,
            2,
            3,
            4,
            "it's red",
            Float.NaN,
            -0.1,
            true,
            new BigDecimal("-1.50"),
            "new\nline",
            "{}",
            new byte[] {0, -1},
            -1,
            -5L,
            1_700_000_000_000_001L,
            -1L,
            0L
        };
        FlinkInput input = everything(Map.of());
        golden("given.sql", List.of(Script.given(input, List.of(row, new Object[17])), Script.given(input, List.of())));
    }

    @Test
    void aResultIsWrittenByNumberedColumnsOfWhatFlinksAvroKnows() throws IOException {
        List<OutputColumn> columns = new ArrayList<>();
        for (String type : List.of(
                "BIGINT NOT NULL",
                "SMALLINT",
                "DECIMAL(38, 2)",
                "VARCHAR(2147483647)",
                "CHAR(3)",
                "DATE",
                "TIME(0)",
                "TIMESTAMP(3) *ROWTIME*",
                "TIMESTAMP_LTZ(6)",
                "BYTES",
                "FLOAT",
                "BOOLEAN",
                "ARRAY<INT>")) {
            columns.add(new OutputColumn("column " + columns.size(), type));
        }
        List<String> key = List.of("column 3", "column 0");
        List<String> statements = new ArrayList<>();
        statements.add(Script.result("SELECT 1;\n"));
        statements.add(Script.output(columns, key, "freshet.flink.x.v1", ENDPOINTS));
        statements.add(Script.insert(columns));
        statements.addAll(Script.explainKeyed(columns, key, ENDPOINTS));
        golden("output.sql", statements);
    }

    @Test
    void aJobsSettings() throws IOException {
        JobSettings settings = new JobSettings(
                "freshet/x/v2",
                "file:///checkpoints/x/v2",
                Duration.ofMillis(500),
                Duration.ofHours(1),
                2,
                "file:///checkpoints/x/v1/savepoint-1");
        golden(
                "settings.txt",
                settings.all(true).entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .toList());
    }

    @Test
    void aTypeThatNoTableHasIsTold() {
        assertThat(new OutputColumn("x", "INTERVAL SECOND(3)").column()).isEmpty();
        assertThat(new OutputColumn("x", "MULTISET<INT>").column()).isEmpty();
    }

    private static void golden(String file, List<String> statements) throws IOException {
        Path path = Path.of("src/test/resources/golden/flink", file);
        String text = String.join("\n", statements) + "\n";
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        }
        assertThat(text)
                .as(path + " (after a wanted change run the tests with -Dgolden=update)")
                .isEqualTo(Files.readString(path));
    }
}
