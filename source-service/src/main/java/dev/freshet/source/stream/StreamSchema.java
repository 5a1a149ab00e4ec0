package dev.freshet.source.stream;

import dev.freshet.avro.RecordEncoder;
import dev.freshet.control.resource.EventsSourceSpec;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.source.body.Event;
import dev.freshet.source.body.MalformedEventException;
import io.debezium.data.Envelope;
import io.debezium.data.Json;
import io.debezium.schema.SchemaNameAdjuster;
import io.debezium.time.ZonedTimestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** One version of a stream's table, as Debezium would describe it: rows, key and envelope. Immutable. */
public final class StreamSchema {
    private final StreamTopic topic;
    private final StreamColumns columns;
    private final Schema row;
    private final @Nullable Schema key;
    private final Envelope envelope;

    public StreamSchema(StreamTopic topic, StreamColumns columns) {
        this.topic = topic;
        this.columns = columns;
        String name = SchemaNameAdjuster.AVRO.adjust(topic.name());
        this.row = struct(name + ".Value", columns.all()).optional().build();
        List<String> keyNames = columns.names(topic.key());
        this.key = keyNames.isEmpty() ? null : key(name + ".Key", keyNames);
        this.envelope = Envelope.defineSchema()
                .withName(name + ".Envelope")
                .withRecord(row)
                .withSource(EventOrigin.SCHEMA)
                .build();
    }

    private Schema key(String name, List<String> names) {
        return struct(
                        name,
                        names.stream()
                                .map(field -> columns.all().get(columns.index(field)))
                                .map(column -> new Column(column.name(), column.type(), false))
                                .toList())
                .build();
    }

    private static SchemaBuilder struct(String name, List<Column> columns) {
        SchemaBuilder struct = SchemaBuilder.struct().name(name);
        for (Column column : columns) {
            SchemaBuilder field = field(column);
            struct.field(column.name(), (column.nullable() ? field.optional() : field.required()).build());
        }
        return struct;
    }

    private static SchemaBuilder field(Column column) {
        return switch (column.type()) {
            case ColumnType.Bool() -> SchemaBuilder.bool();
            case ColumnType.Int(int bits) -> bits <= 32 ? SchemaBuilder.int32() : SchemaBuilder.int64();
            case ColumnType.Real(int bits) -> SchemaBuilder.float64();
            case ColumnType.Text() -> SchemaBuilder.string();
            case ColumnType.Json() -> Json.builder();
            case ColumnType.Instant() -> ZonedTimestamp.builder();
            default ->
                throw new IllegalStateException("column " + column.name() + " is of a type that no event has ("
                        + column.type() + "): the topic is somebody else's");
        };
    }

    public StreamColumns columns() {
        return columns;
    }

    /** The Avro schema of the envelope, as the registry has it. */
    String valueText() {
        return RecordEncoder.avro(topic.valueSubject(), envelope.schema());
    }

    /** The Avro schema of the key; null when the stream has none. */
    @Nullable
    String keyText() {
        return key == null ? null : RecordEncoder.avro(topic.keySubject(), key);
    }

    /**
     * Key and envelope of an event that fits the columns, as bytes.
     *
     * @param received when it came
     * @throws MalformedEventException when two of its fields are one column
     */
    public EncodedEvent encode(Event event, Instant received, RecordEncoder encoder) {
        Struct cells = new Struct(row);
        List<Field> fields = row.fields();
        for (Map.Entry<String, Object> each : event.fields().entrySet()) {
            Field field = fields.get(columns.index(each.getKey()));
            if (cells.get(field) != null) {
                throw new MalformedEventException(
                        event.place(each.getKey()),
                        "differs from another field in case only, and both are the column " + field.name(),
                        "Spell the field one way.");
            }
            cells.put(
                    field,
                    Cells.cell(each.getValue(), columns.all().get(field.index()).type()));
        }
        Struct origin = EventOrigin.struct(topic.source(), EventsSourceSpec.DATABASE, topic.stream(), received);
        byte[] value =
                encoder.encode(topic.valueSubject(), envelope.schema(), envelope.create(cells, origin, received));
        return new EncodedEvent(key == null ? null : encoder.encode(topic.keySubject(), key, key(key, cells)), value);
    }

    private static Struct key(Schema schema, Struct cells) {
        Struct key = new Struct(schema);
        for (Field field : schema.fields()) {
            key.put(field, cells.get(field.name()));
        }
        return key;
    }
}
