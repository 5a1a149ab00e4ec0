package dev.freshet.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.freshet.registry.Framing;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Properties over random tables and rows. A failure names its seed. */
class RandomChangesTest {
    private static final int SEEDS = 200;

    private final Reference reference = new Reference();
    private final RecordEncoder encoder = new RecordEncoder(new InMemoryRegistry());

    @Test
    void everyChangeHasTheSchemaAndTheBytesOfAvroData() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomChanges random = new RandomChanges(seed);
            Schema envelope = random.envelope();
            assertThat(SchemaConversion.toAvro("t-value", envelope).toString())
                    .as("seed %d", seed)
                    .isEqualTo(reference.schema(envelope).toString());
            for (int i = 0; i < 5; i++) {
                Struct change = random.change(envelope);
                byte[] message = encode(envelope, change);
                assertThat(Arrays.copyOfRange(message, Framing.LENGTH, message.length))
                        .as("seed %d", seed)
                        .isEqualTo(reference.body(envelope, change));
            }
        }
    }

    @Test
    void whatIsEncodedIsDecoded() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomChanges random = new RandomChanges(seed);
            Schema envelope = random.envelope();
            EnvelopeDecoder decoder = EnvelopeDecoderTest.decoder(envelope, null);
            Struct change = random.change(envelope);
            Struct row = change.get("after") == null ? change.getStruct("before") : change.getStruct("after");
            @Nullable Object[] values = decoder.decode(encode(envelope, change)).values();
            for (Field field : row.schema().fields()) {
                assertThat(values[field.index()])
                        .as("seed %d, %s", seed, field)
                        .isEqualTo(JavaForms.of(field.schema(), row.get(field)));
            }
        }
    }

    @Test
    void everyTruncatedMessageIsRefused() {
        for (int seed = 0; seed < 20; seed++) {
            RandomChanges random = new RandomChanges(seed);
            Schema envelope = random.envelope();
            EnvelopeDecoder decoder = EnvelopeDecoderTest.decoder(envelope, null);
            byte[] message = encode(envelope, random.change(envelope));
            for (int length = 0; length < message.length; length += length < 600 ? 1 : 97) {
                byte[] cut = Arrays.copyOf(message, length);
                assertThatThrownBy(() -> decoder.decode(cut))
                        .as("seed %d, length %d", seed, length)
                        .isInstanceOf(DecodingException.class);
            }
            byte[] longer = Arrays.copyOf(message, message.length + 1);
            assertThatThrownBy(() -> decoder.decode(longer)).isInstanceOf(DecodingException.class);
        }
    }

    @Test
    void corruptMessagesAreRefusedOrReadAndNeverEndOtherwise() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomChanges random = new RandomChanges(seed);
            Schema envelope = random.envelope();
            EnvelopeDecoder decoder = EnvelopeDecoderTest.decoder(envelope, null);
            byte[] message = encode(envelope, random.change(envelope));
            for (int i = 0; i < 100; i++) {
                byte[] bad = random.corrupted(message);
                try {
                    decoder.decode(bad);
                } catch (DecodingException e) {
                    assertThat(e).hasMessageContaining("not a change event of its writer schema");
                } catch (RuntimeException e) {
                    fail("seed " + seed, e);
                }
            }
        }
    }

    @Test
    void hugeClaimsOfCorruptMessagesCostNothing() {
        Schema empty = SchemaBuilder.struct().name("e.E").build();
        Schema row = SchemaBuilder.struct()
                .name("r.t.Value")
                .optional()
                .field("c", SchemaBuilder.array(empty).build())
                .build();
        Schema envelope = MySqlEnvelopes.envelope(row);
        EnvelopeDecoder decoder = EnvelopeDecoderTest.decoder(envelope, null);
        Struct nothing = new Struct(row).put("c", List.of());
        byte[] message = encode(envelope, MySqlEnvelopes.change(envelope, "c", null, nothing));
        Output huge = new Output();
        huge.begin(0);
        huge.putLong(Long.MAX_VALUE);
        byte[] claim = huge.toBytes();
        byte[] bad = Arrays.copyOf(message, message.length + claim.length);
        System.arraycopy(claim, 0, bad, Framing.LENGTH + 2, claim.length);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> decoder.decode(bad))
                        .isInstanceOf(DecodingException.class)
                        .hasMessageContaining("after.c")
                        .hasMessageContaining("items"));
    }

    private byte[] encode(Schema schema, Object value) {
        return encoder.encode("t-value", schema, value);
    }
}
