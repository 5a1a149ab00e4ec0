package dev.freshet.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.event.Operation;
import dev.freshet.event.RowImages;
import dev.freshet.registry.Framing;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** What is written is what every reader of sources reads; what Flink writes is read. */
class TableEnvelopeTest {
    private static final TableSchema TABLE = new TableSchema(
            List.of(
                    new Column("region", new ColumnType.Text(), false, ""),
                    new Column("the sum", new ColumnType.Decimal(38, 2), true),
                    new Column("n", new ColumnType.Int(64), true),
                    new Column("day", new ColumnType.Date(), true),
                    new Column("at", new ColumnType.Timestamp(), true),
                    new Column("moment", new ColumnType.Instant(), true)),
            List.of("region"));
    private static final Object[] ROW = {"north", new BigDecimal("12.50"), 3L, 20_000, 1_000_001L, 2_000_002L};
    private static final Object[] NULLS = {"north", null, null, null, null, null};

    private final TableEnvelope envelope =
            TableEnvelope.of(TABLE, new TableEnvelope.Origin("x", "sums", "orders"), "sums.orders");

    @Test
    void rowsAreReadBackAsTheyWereWritten() {
        EnvelopeDecoder decoder = EnvelopeDecoder.compile(envelope.valueSchema(), envelope.keySchema());
        assertThat(decoder.table()).isEqualTo(TABLE);
        byte[] message = envelope.value(5, Operation.UPDATE, NULLS, ROW, 1_700_000_000_000L);
        RowImages images = decoder.images(message);
        assertThat(images.operation()).isEqualTo(Operation.UPDATE);
        assertThat(images.before()).containsExactly(NULLS);
        assertThat(images.after()).containsExactly(ROW);
        assertThat(Framing.schemaId(message)).isEqualTo(5);
        assertThat(KeyColumns.of(java.util.Objects.requireNonNull(envelope.keySchema())))
                .containsExactly("region");
    }

    @Test
    void aKeyIsItsColumnsOnly() {
        assertThat(envelope.key(9, ROW)).endsWith("north".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(envelope.lacksKey(ROW)).isFalse();
        assertThat(envelope.lacksKey(new Object[] {null, null, null, null, null, null}))
                .isTrue();
    }

    @Test
    void aValueOfAnotherTypeIsRefusedWithoutBeingShown() {
        Object[] wrong = {"north", "secret", null, null, null, null};
        assertThatThrownBy(() -> envelope.value(1, Operation.CREATE, null, wrong, 0))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("the sum")
                .hasMessageNotContaining("secret");
    }

    /** As Flink 2.3 registers it for a table of three columns. */
    private static final String FLINK = """
            ["null",{"type":"record","name":"record","namespace":"org.apache.flink.avro.generated","fields":[
            {"name":"before","type":["null",{"type":"record","name":"record_before","fields":[
              {"name":"c0","type":["null",{"type":"int","logicalType":"date"}],"default":null},
              {"name":"c1","type":["null",{"type":"bytes","logicalType":"decimal","precision":38,"scale":2}],"default":null},
              {"name":"c2","type":["null","string"],"default":null}]}],"default":null},
            {"name":"after","type":["null",{"type":"record","name":"record_after","fields":[
              {"name":"c0","type":["null",{"type":"int","logicalType":"date"}],"default":null},
              {"name":"c1","type":["null",{"type":"bytes","logicalType":"decimal","precision":38,"scale":2}],"default":null},
              {"name":"c2","type":["null","string"],"default":null}]}],"default":null},
            {"name":"op","type":["null","string"],"default":null}]}]""";

    private static byte[] flink(String op) throws IOException {
        Schema union = new Schema.Parser().parse(FLINK);
        Schema record = union.getTypes().get(1);
        String field = op.equals("d") ? "before" : "after";
        Schema row = record.getField(field).schema().getTypes().get(1);
        GenericData.Record values = new GenericData.Record(row);
        values.put("c0", 20_000);
        values.put("c1", ByteBuffer.wrap(new BigDecimal("-1.25").unscaledValue().toByteArray()));
        values.put("c2", null);
        GenericData.Record change = new GenericData.Record(record);
        change.put(field, values);
        change.put("op", op);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[Framing.LENGTH]);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(union).write(change, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    @Test
    void flinksChangelogIsRead() throws IOException {
        ChangelogDecoder decoder = ChangelogDecoder.compile(FLINK);
        assertThat(decoder.decode(flink("c")).delete()).isFalse();
        assertThat(decoder.decode(flink("d")).delete()).isTrue();
        assertThat(decoder.decode(flink("d")).row()).containsExactly(20_000, new BigDecimal("-1.25"), null);
    }

    @Test
    void whatIsNoChangelogIsRefused() {
        assertThatThrownBy(() -> ChangelogDecoder.compile(envelope.valueSchema()))
                .isInstanceOf(DecodingException.class);
        assertThatThrownBy(() -> ChangelogDecoder.compile(FLINK).decode(new byte[] {0, 0, 0, 0, 1}))
                .isInstanceOf(DecodingException.class);
    }
}
