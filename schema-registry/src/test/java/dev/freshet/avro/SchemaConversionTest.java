package dev.freshet.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.data.geometry.Point;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemaConversionTest {
    private final Reference reference = new Reference();

    @Test
    void debeziumsEnvelopesHaveTheTextOfAvroData() {
        MySqlEnvelopes.schemas()
                .forEach((name, schema) -> assertThat(convert(schema).toString())
                        .as(name)
                        .isEqualTo(reference.schema(schema).toString()));
    }

    @Test
    void everyTypeHasTheTextOfAvroData() {
        for (ConnectTypes.Sample sample : ConnectTypes.all()) {
            Schema schema = SchemaBuilder.struct()
                    .name("a.b.Row")
                    .field("c", sample.schema())
                    .build();
            assertThat(convert(schema).toString())
                    .as(sample.name())
                    .isEqualTo(reference.schema(schema).toString());
            assertThat(SchemaNormalization.parsingFingerprint64(convert(schema)))
                    .isEqualTo(SchemaNormalization.parsingFingerprint64(reference.schema(schema)));
        }
    }

    /** AvroData writes the second definition as well, which no parser accepts. */
    @Test
    void structsOfOneNameAndShapeAreOneRecord() {
        Schema row = SchemaBuilder.struct()
                .name("a.b.Row")
                .field("here", point("here"))
                .field("there", point("there"))
                .field("nowhere", Point.builder().optional().build())
                .build();
        org.apache.avro.Schema avro =
                new org.apache.avro.Schema.Parser().parse(convert(row).toString());
        assertThat(avro.getField("here").schema())
                .isEqualTo(avro.getField("there").schema());
        assertThat(avro.getField("nowhere").schema().getTypes())
                .contains(avro.getField("here").schema());
    }

    private static Schema point(String column) {
        return Point.builder()
                .parameter("__debezium.source.column.name", column)
                .build();
    }

    @Test
    void structsOfOneNameAndDifferentShapesGetANumber() {
        Schema row = SchemaBuilder.struct()
                .name("a.b.Row")
                .field(
                        "one",
                        SchemaBuilder.struct()
                                .name("a.T")
                                .field("x", Schema.INT32_SCHEMA)
                                .build())
                .field(
                        "two",
                        SchemaBuilder.struct()
                                .name("a.T")
                                .field("x", Schema.STRING_SCHEMA)
                                .build())
                .build();
        org.apache.avro.Schema avro =
                new org.apache.avro.Schema.Parser().parse(convert(row).toString());
        assertThat(avro.getField("one").schema().getFullName()).isEqualTo("a.T");
        assertThat(avro.getField("two").schema().getFullName()).isEqualTo("a.T2");
    }

    private static org.apache.avro.Schema convert(Schema schema) {
        return SchemaConversion.toAvro("t-value", schema);
    }
}
