package dev.freshet.avro;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.registry.Framing;
import dev.freshet.registry.RegistryUnavailableException;
import dev.freshet.registry.SchemaRegistry;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {
    private final Reference reference = new Reference();
    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final RecordEncoder encoder = new RecordEncoder(registry);

    @Test
    void everyTypeAndShapeHasTheBytesOfAvroData() {
        for (ConnectTypes.Sample sample : ConnectTypes.all()) {
            Schema schema = SchemaBuilder.struct()
                    .name("a.b.Row")
                    .field("c", sample.schema())
                    .build();
            for (Object value : sample.values()) {
                Struct struct = new Struct(schema);
                if (value != null) {
                    struct.put("c", value);
                }
                assertThat(body(schema, struct)).as(sample.name()).isEqualTo(reference.body(schema, struct));
            }
        }
    }

    @Test
    void aNullInAFieldWithADefaultIsWrittenAsTheDefault() {
        Schema schema = SchemaBuilder.struct()
                .name("a.b.Row")
                .field(
                        "c",
                        SchemaBuilder.string().optional().defaultValue("new").build())
                .build();
        byte[] bytes = body(schema, new Struct(schema));
        assertThat(bytes).containsExactly(0, 6, 'n', 'e', 'w').isEqualTo(reference.body(schema, new Struct(schema)));
    }

    @Test
    void aNullInANullableFieldWithADefaultStaysNullWhenNullsAreKept() {
        Schema schema = SchemaBuilder.struct()
                .name("a.b.Row")
                .field(
                        "c",
                        SchemaBuilder.string().optional().defaultValue("new").build())
                .field("d", SchemaBuilder.int32().defaultValue(7).build())
                .build();
        RecordEncoder keeping = new RecordEncoder(registry, RecordEncoder.Nulls.KEPT);
        byte[] kept = keeping.encode("t-value", schema, new Struct(schema));
        assertThat(Arrays.copyOfRange(kept, Framing.LENGTH, kept.length)).containsExactly(2, 14);
        Struct full = new Struct(schema).put("c", "x").put("d", 1);
        assertThat(keeping.encode("t-value", schema, full)).isEqualTo(encoder.encode("t-value", schema, full));
    }

    @Test
    void debeziumsEnvelopesHaveTheBytesOfAvroData() {
        Schema orders = MySqlEnvelopes.ENVELOPE;
        same(orders, MySqlEnvelopes.change(orders, "c", null, MySqlEnvelopes.order(1)));
        same(orders, MySqlEnvelopes.change(orders, "u", MySqlEnvelopes.order(1), MySqlEnvelopes.order(1)));
        same(orders, MySqlEnvelopes.change(orders, "d", MySqlEnvelopes.order(1), null));
        same(orders, MySqlEnvelopes.change(orders, "t", null, null));
        same(
                orders,
                MySqlEnvelopes.change(orders, "r", null, MySqlEnvelopes.order(1))
                        .put("transaction", MySqlEnvelopes.transaction(orders)));
        Schema row = MySqlEnvelopes.everyType();
        Schema every = MySqlEnvelopes.envelope(row);
        same(every, MySqlEnvelopes.change(every, "c", null, MySqlEnvelopes.everyTypeRow(row)));
        same(every, MySqlEnvelopes.change(every, "c", null, new Struct(row).put("id", 5)));
        same(MySqlEnvelopes.KEY, new Struct(MySqlEnvelopes.KEY).put("order_id", 77L));
    }

    @Test
    void aSchemaIsRegisteredOncePerSubject() {
        for (int i = 0; i < 10; i++) {
            encoder.encode("a-value", MySqlEnvelopes.KEY, key(i));
            encoder.encode("b-value", MySqlEnvelopes.KEY, key(i));
        }
        assertThat(registry.calls).isEqualTo(2);
    }

    @Test
    void afterASchemaChangeTheNewSchemasIdIsWrittenAndTheOldStaysKnown() {
        Schema wider = SchemaBuilder.struct()
                .name("shop.shop.orders.Key")
                .field("order_id", Schema.STRING_SCHEMA)
                .build();
        byte[] old = encoder.encode("a-key", MySqlEnvelopes.KEY, key(1));
        byte[] changed = encoder.encode("a-key", wider, new Struct(wider).put("order_id", "x"));
        assertThat(Framing.schemaId(changed)).isNotEqualTo(Framing.schemaId(old));
        assertThat(encoder.encode("a-key", MySqlEnvelopes.KEY, key(1))).isEqualTo(old);
        assertThat(registry.calls).isEqualTo(2);
    }

    @Test
    void manySchemaChangesLeaveOnlyTheLastSchemasInMemory() {
        WeakReference<Schema> first = new WeakReference<>(keySchema());
        encode(requireNonNull(first.get()));
        for (int i = 0; i < 10; i++) {
            encode(keySchema());
        }
        for (int i = 0; i < 50 && first.get() != null; i++) {
            System.gc();
        }
        assertThat(first.get()).isNull();
    }

    private static Schema keySchema() {
        return SchemaBuilder.struct().name("K").field("id", Schema.INT64_SCHEMA).build();
    }

    private void encode(Schema schema) {
        encoder.encode("t-key", schema, new Struct(schema).put("id", 1L));
    }

    @Test
    void aRegistryThatIsDownIsToldToTheCallerAndAskedAgain() {
        RecordEncoder alone = new RecordEncoder(new UnreachableOnce(registry));
        assertThatThrownBy(() -> alone.encode("a-key", MySqlEnvelopes.KEY, key(1)))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThat(alone.encode("a-key", MySqlEnvelopes.KEY, key(1))).hasSizeGreaterThan(Framing.LENGTH);
    }

    @Test
    void anErrorNamesTheFieldsPathAndNeverTheValue() {
        Struct incomplete = new Struct(MySqlEnvelopes.ROW).put("order_id", 1L).put("note", "secret");
        assertThatThrownBy(() -> body(MySqlEnvelopes.ROW, incomplete))
                .isInstanceOf(EncodingException.class)
                .hasMessage("t-value: field 'customer' is null but its schema requires a value");
        Schema list = SchemaBuilder.struct()
                .name("L")
                .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                .build();
        Schema outer = SchemaBuilder.struct().name("O").field("inner", list).build();
        List<Object> tags = new ArrayList<>(List.of("secret"));
        Struct value = new Struct(list).put("tags", tags);
        Struct outerValue = new Struct(outer).put("inner", value);
        tags.add(4_711);
        assertThatThrownBy(() -> body(outer, outerValue))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("field 'inner.tags'")
                .hasMessageNotContainingAny("secret", "4711");
        assertThatThrownBy(() -> body(MySqlEnvelopes.KEY, value))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("another schema");
        assertThatThrownBy(() -> body(Schema.STRING_SCHEMA, 4_711))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("java.lang.Integer where its schema says STRING");
    }

    @Test
    void aRecordLargerThanTheBufferIsWrittenWhole() {
        Schema schema = SchemaBuilder.struct()
                .name("B")
                .field("b", Schema.BYTES_SCHEMA)
                .field("t", Schema.STRING_SCHEMA)
                .build();
        for (int length : new int[] {3_000_000, 10, 1_500}) {
            same(schema, new Struct(schema).put("b", new byte[length]).put("t", "é".repeat(length)));
        }
    }

    private static Struct key(long id) {
        return new Struct(MySqlEnvelopes.KEY).put("order_id", id);
    }

    /** Fails the first call. */
    private static final class UnreachableOnce implements SchemaRegistry {
        private final SchemaRegistry behind;
        private boolean asked;

        UnreachableOnce(SchemaRegistry behind) {
            this.behind = behind;
        }

        @Override
        public int register(String subject, String schema) {
            if (!asked) {
                asked = true;
                throw new RegistryUnavailableException("down");
            }
            return behind.register(subject, schema);
        }

        @Override
        public String schema(int id) {
            return behind.schema(id);
        }
    }

    private void same(Schema schema, Struct value) {
        assertThat(body(schema, value)).isEqualTo(reference.body(schema, value));
    }

    private byte[] body(Schema schema, Object value) {
        byte[] message = encoder.encode("t-value", schema, value);
        assertThat(Framing.schemaId(message)).isPositive();
        return Arrays.copyOfRange(message, Framing.LENGTH, message.length);
    }
}
