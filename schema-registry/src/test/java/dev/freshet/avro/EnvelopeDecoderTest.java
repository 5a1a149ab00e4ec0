package dev.freshet.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.event.Operation;
import dev.freshet.event.RowChange;
import dev.freshet.event.RowImages;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.Unavailable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnvelopeDecoderTest {
    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final RecordEncoder encoder = new RecordEncoder(registry);

    @Test
    void theRowComesInTheFormsOfItsColumnTypes() {
        EnvelopeDecoder decoder = decoder(MySqlEnvelopes.ENVELOPE, MySqlEnvelopes.KEY);
        assertThat(decoder.table().key()).containsExactly("order_id");
        assertThat(decoder.table().columns())
                .containsExactly(
                        new Column("order_id", new ColumnType.Int(64), false, 0L),
                        new Column("customer", new ColumnType.Int(32), false, 0),
                        new Column("status", new ColumnType.Text(), true, "new"),
                        new Column("total", new ColumnType.Decimal(10, 2), true),
                        new Column("placed_at", new ColumnType.Instant(), false),
                        new Column("changed", new ColumnType.Timestamp(), true),
                        new Column("due", new ColumnType.Date(), true),
                        new Column("note", new ColumnType.Text(), true),
                        new Column("paid", new ColumnType.Bool(), true, false),
                        new Column("weight", new ColumnType.Real(64), true),
                        new Column("details", new ColumnType.Json(), true),
                        new Column("lines", new ColumnType.Int(16), true, 1));
        RowChange change = decoder.decode(orders("c", null, MySqlEnvelopes.order(5)));
        assertThat(change.operation()).isEqualTo(Operation.CREATE);
        assertThat(change.values())
                .containsExactly(
                        5L,
                        4711,
                        "shipped",
                        new BigDecimal("129.90"),
                        micros(Instant.parse("2026-02-28T23:59:59.123456Z")),
                        1_772_323_199_123_456L,
                        20_512,
                        "leave at the neighbour's, Mülheimer Straße 7",
                        true,
                        12.75,
                        "{\"gift\": true, \"wrap\": \"red\"}",
                        3);
    }

    @Test
    void bothImagesOfAnUpdateAreRead() {
        EnvelopeDecoder decoder = decoder(MySqlEnvelopes.ENVELOPE, MySqlEnvelopes.KEY);
        RowImages update = decoder.images(orders("u", MySqlEnvelopes.order(5), MySqlEnvelopes.order(6)));
        assertThat(update.operation()).isEqualTo(Operation.UPDATE);
        assertThat(update.before()).startsWith(5L, 4711).hasSize(12);
        assertThat(update.after()).startsWith(6L, 4711).hasSize(12);
        assertThat(decoder.images(orders("c", null, MySqlEnvelopes.order(6))).before())
                .isNull();
        RowImages delete = decoder.images(orders("d", MySqlEnvelopes.order(5), null));
        assertThat(delete.before()).startsWith(5L);
        assertThat(delete.after()).isNull();
    }

    @Test
    void everyTypeOfMySqlIsRead() {
        Schema row = MySqlEnvelopes.everyType();
        Schema envelope = MySqlEnvelopes.envelope(row);
        EnvelopeDecoder decoder = decoder(envelope, null);
        assertThat(decoder.table().key()).isEmpty();
        assertThat(decoder.table().columns().stream().map(Column::type))
                .containsExactly(
                        new ColumnType.Int(32),
                        new ColumnType.Int(16),
                        new ColumnType.Bool(),
                        new ColumnType.Bytes(),
                        new ColumnType.Decimal(20, 0),
                        new ColumnType.Decimal(65, 30),
                        new ColumnType.Real(32),
                        new ColumnType.Bytes(),
                        new ColumnType.Text(),
                        new ColumnType.Text(),
                        new ColumnType.Time(),
                        new ColumnType.Int(32),
                        new ColumnType.Timestamp(),
                        new ColumnType.Bytes(),
                        new ColumnType.Bytes());
        Struct full = MySqlEnvelopes.everyTypeRow(row);
        byte[] point = full.getStruct("place").getBytes("wkb");
        assertThat(decoder.decode(encode(envelope, MySqlEnvelopes.change(envelope, "c", null, full)))
                        .values())
                .containsExactly(
                        1,
                        -7,
                        true,
                        new byte[] {1, 8},
                        new BigDecimal("18446744073709551615"),
                        full.get("wide"),
                        1.5f,
                        new byte[] {0, -1, 127},
                        "b",
                        "x,y",
                        -3_020_399_000_000L,
                        2026,
                        1_700_000_000_123_000L,
                        point,
                        new byte[] {1, 2, 3});
        Struct empty = new Struct(row).put("id", 9);
        assertThat(decoder.decode(encode(envelope, MySqlEnvelopes.change(envelope, "c", null, empty)))
                        .values())
                .startsWith(9, null)
                .filteredOn(value -> value != null)
                .hasSize(1);
    }

    @Test
    void aCommaInAnEnumsValueIsReadWithoutDebeziumsBackslash() {
        Schema row = SchemaBuilder.struct()
                .name("shop.shop.choices.Value")
                .optional()
                .field("kind", io.debezium.data.Enum.builder("a,b\\,c").build())
                .build();
        Schema envelope = MySqlEnvelopes.envelope(row);
        Struct chosen = new Struct(row).put("kind", "b\\,c");
        assertThat(decoder(envelope, null)
                        .decode(encode(envelope, MySqlEnvelopes.change(envelope, "c", null, chosen)))
                        .values())
                .containsExactly("b,c");
    }

    @Test
    void theRowIsAfterWhereThereIsOneElseBefore() {
        EnvelopeDecoder decoder = decoder(MySqlEnvelopes.ENVELOPE, MySqlEnvelopes.KEY);
        assertThat(decoder.decode(orders("u", MySqlEnvelopes.order(1), MySqlEnvelopes.order(2)))
                        .values()[0])
                .isEqualTo(2L);
        RowChange deleted = decoder.decode(orders("d", MySqlEnvelopes.order(1), null));
        assertThat(deleted.operation()).isEqualTo(Operation.DELETE);
        assertThat(deleted.values()[0]).isEqualTo(1L);
        assertThat(deleted.values()[11]).isEqualTo(3);
        assertThat(decoder.decode(orders("r", null, MySqlEnvelopes.order(3))).operation())
                .isEqualTo(Operation.READ);
        assertThat(decoder.decode(orders("t", null, null)).values()).isEmpty();
    }

    @Test
    void bytesOfAvrosOwnWriterAreRead() {
        Reference reference = new Reference();
        Struct value = MySqlEnvelopes.change(MySqlEnvelopes.ENVELOPE, "c", null, MySqlEnvelopes.order(8));
        value.put("transaction", MySqlEnvelopes.transaction(MySqlEnvelopes.ENVELOPE));
        byte[] body = reference.body(MySqlEnvelopes.ENVELOPE, value);
        EnvelopeDecoder decoder = EnvelopeDecoder.compile(
                reference.schema(MySqlEnvelopes.ENVELOPE).toString(), null);
        assertThat(decoder.decode(ByteBuffer.allocate(body.length + 5)
                                .putInt(0)
                                .put((byte) 1)
                                .put(body)
                                .array())
                        .values()[0])
                .isEqualTo(8L);
    }

    @Test
    void everyTypeAndShapeIsReadInItsJavaForm() {
        for (ConnectTypes.Sample sample : ConnectTypes.all()) {
            Schema row = SchemaBuilder.struct()
                    .name("a.b.Value")
                    .optional()
                    .field("c", sample.schema())
                    .build();
            Schema envelope = MySqlEnvelopes.envelope(row);
            EnvelopeDecoder decoder = decoder(envelope, null);
            Column column = decoder.table().columns().getFirst();
            assertThat(column.nullable())
                    .as(sample.name())
                    .isEqualTo(sample.schema().isOptional());
            for (Object value : sample.values()) {
                Struct struct = new Struct(row);
                if (value != null) {
                    struct.put("c", value);
                }
                Object read = decoder.decode(encode(envelope, MySqlEnvelopes.change(envelope, "c", null, struct)))
                        .values()[0];
                Object written = struct.get("c");
                assertThat(read).as(sample.name()).isEqualTo(JavaForms.of(sample.schema(), written));
                if (read != null) {
                    assertThat(read).as(sample.name()).isInstanceOf(JavaForms.of(column.type()));
                }
            }
        }
    }

    @Test
    void placeholdersForUnavailableValuesAreNotData() {
        Schema row = SchemaBuilder.struct()
                .name("a.b.Value")
                .optional()
                .field("text", Schema.STRING_SCHEMA)
                .field("json", io.debezium.data.Json.builder().optional().build())
                .field("bytes", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("array", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                .build();
        Schema envelope = MySqlEnvelopes.envelope(row);
        String placeholder = "__debezium_unavailable_value";
        Struct struct = new Struct(row)
                .put("text", placeholder)
                .put("json", placeholder)
                .put("bytes", placeholder.getBytes(StandardCharsets.UTF_8))
                .put("array", List.of(placeholder));
        assertThat(decoder(envelope, null)
                        .decode(encode(envelope, MySqlEnvelopes.change(envelope, "u", null, struct)))
                        .values())
                .containsOnly(Unavailable.VALUE);
    }

    @Test
    void aSchemaThatIsNotAnEnvelopeIsRefusedWithTheReason() {
        assertThatThrownBy(() -> EnvelopeDecoder.compile("\"string\"", null))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("not a Debezium envelope");
        assertThatThrownBy(() -> EnvelopeDecoder.compile("{nonsense", null))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("not an Avro schema");
        assertThatThrownBy(() -> decoder(
                        MySqlEnvelopes.ENVELOPE,
                        SchemaBuilder.struct()
                                .name("K")
                                .field("x", Schema.INT32_SCHEMA)
                                .build()))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("key column 'x'");
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0).toInstant(ZoneOffset.UTC), instant);
    }

    private byte[] orders(String op, @Nullable Struct before, @Nullable Struct after) {
        return encode(MySqlEnvelopes.ENVELOPE, MySqlEnvelopes.change(MySqlEnvelopes.ENVELOPE, op, before, after));
    }

    private byte[] encode(Schema schema, Object value) {
        return encoder.encode("t-value", schema, value);
    }

    static EnvelopeDecoder decoder(Schema envelope, @Nullable Schema key) {
        return EnvelopeDecoder.compile(
                SchemaConversion.toAvro("t-value", envelope).toString(),
                key == null ? null : SchemaConversion.toAvro("t-key", key).toString());
    }
}
