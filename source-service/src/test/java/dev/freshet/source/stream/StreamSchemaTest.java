package dev.freshet.source.stream;

import static dev.freshet.source.stream.StreamColumnsTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.avro.EnvelopeDecoder;
import dev.freshet.avro.RecordEncoder;
import dev.freshet.event.Operation;
import dev.freshet.event.RowChange;
import dev.freshet.registry.Framing;
import dev.freshet.schema.Column;
import dev.freshet.source.body.Event;
import dev.freshet.source.body.MalformedEventException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StreamSchemaTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    private final MemoryRegistry registry = new MemoryRegistry();
    private final RecordEncoder encoder = new RecordEncoder(registry, RecordEncoder.Nulls.KEPT);

    private RowChange decoded(EncodedEvent bytes, StreamColumns columns, List<String> key) {
        EnvelopeDecoder decoder = EnvelopeDecoder.compile(
                registry.schema(Framing.schemaId(bytes.value())),
                bytes.key() == null ? null : registry.schema(Framing.schemaId(Objects.requireNonNull(bytes.key()))));
        assertThat(decoder.table().columns().stream()
                        .map(column -> new Column(column.name(), column.type(), column.nullable())))
                .containsExactlyElementsOf(columns.all());
        assertThat(decoder.table().key()).isEqualTo(key);
        return decoder.decode(bytes.value());
    }

    @Test
    void anEventIsACreateInTheEnvelopeThatEverySinkReads() {
        StreamTopic topic = new StreamTopic("web-shop", "clicks", List.of("customer"));
        Event event = event(
                "customer",
                7,
                "order-id",
                "o",
                "at",
                Instant.parse("2026-01-31T12:00:00.123456Z"),
                "price",
                1.5,
                "cart",
                new Event.JsonText("[1, 2]"),
                "paid",
                true);
        StreamColumns columns = StreamColumns.NONE.widened(event, List.of("customer"));
        RowChange change =
                decoded(new StreamSchema(topic, columns).encode(event, NOW, encoder), columns, List.of("customer"));
        assertThat(change.operation()).isEqualTo(Operation.CREATE);
        assertThat(change.values()).containsExactly(7L, "o", 1_769_860_800_123_456L, 1.5, "[1, 2]", true);
    }

    @Test
    void valuesTakeTheFormOfTheirWidenedColumn() {
        StreamTopic topic = new StreamTopic("web", "clicks", List.of());
        List<Event> wide = List.of(
                event("t", "x", "r", 0.5, "l", 1L << 40, "i", 5, "j", new Event.JsonText("{}")),
                event("t", 5, "r", 2, "l", 3, "i", true, "j", "a \"b\"\n"));
        StreamColumns columns = StreamColumns.NONE;
        for (Event event : wide) {
            columns = columns.widened(event, List.of());
        }
        RowChange change =
                decoded(new StreamSchema(topic, columns).encode(wide.get(1), NOW, encoder), columns, List.of());
        assertThat(change.values()).containsExactly("5", 2.0, 3L, 1, "\"a \\\"b\\\"\\n\"");
    }

    @Test
    void twoFieldsOfOneColumnAreRefused() {
        Event event = event("a", 1, "A", 2);
        StreamColumns columns = StreamColumns.NONE.widened(event, List.of());
        StreamSchema schema = new StreamSchema(new StreamTopic("web", "clicks", List.of()), columns);
        assertThatThrownBy(() -> schema.encode(event, NOW, encoder))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("case");
        assertThat(columns.all()).extracting(Column::name).containsExactly("a");
    }
}
