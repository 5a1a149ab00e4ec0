package dev.freshet.sink.apply;

import dev.freshet.avro.EnvelopeDecoder;
import dev.freshet.avro.RecordEncoder;
import dev.freshet.event.EventStamp;
import dev.freshet.event.SourcePosition;
import dev.freshet.registry.SchemaRegistry;
import dev.freshet.sink.batch.Arrival;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** A table {@code (k, v)} of a source, without a key: its rows, and the records of what was done to them. */
final class KeylessTable {
    private static final Schema ROW = SchemaBuilder.struct()
            .name("log.Value")
            .optional()
            .field("k", Schema.OPTIONAL_INT32_SCHEMA)
            .field("v", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("log.Envelope")
            .field("before", ROW)
            .field("after", ROW)
            .field("op", Schema.STRING_SCHEMA)
            .build();

    /** One row; two rows may hold the same. */
    static final class Row {
        @Nullable
        Integer k;

        String v;

        Row(@Nullable Integer k, String v) {
            this.k = k;
            this.v = v;
        }

        private Struct image() {
            return new Struct(ROW).put("k", k).put("v", v);
        }

        @Override
        public String toString() {
            return k + "=" + v;
        }
    }

    final List<Row> rows = new ArrayList<>();
    private final List<Arrival> records = new ArrayList<>();
    private final RecordEncoder encoder;
    private final EnvelopeDecoder decoder;
    private long offset;
    private long transaction = 1;

    KeylessTable() {
        List<String> schemas = new ArrayList<>();
        SchemaRegistry registry = new SchemaRegistry() {
            @Override
            public int register(String subject, String schema) {
                schemas.add(schema);
                return schemas.size() - 1;
            }

            @Override
            public String schema(int id) {
                return schemas.get(id);
            }
        };
        encoder = new RecordEncoder(registry);
        encoder.encode("log-value", ENVELOPE, new Struct(ENVELOPE).put("op", "t"));
        decoder = EnvelopeDecoder.compile(schemas.getFirst(), null);
    }

    EnvelopeDecoder decoder() {
        return decoder;
    }

    /** What was done since the last call. */
    List<Arrival> records() {
        List<Arrival> taken = List.copyOf(records);
        records.clear();
        return taken;
    }

    void commit() {
        transaction++;
    }

    Row insert(@Nullable Integer k, String v) {
        Row row = new Row(k, v);
        rows.add(row);
        record(new Struct(ENVELOPE).put("after", row.image()).put("op", "c"));
        return row;
    }

    void update(Row row, @Nullable Integer k, String v) {
        Struct before = row.image();
        row.k = k;
        row.v = v;
        record(new Struct(ENVELOPE)
                .put("before", before)
                .put("after", row.image())
                .put("op", "u"));
    }

    void delete(Row row) {
        rows.remove(row);
        record(new Struct(ENVELOPE).put("before", row.image()).put("op", "d"));
    }

    private void record(Struct change) {
        SourcePosition position = new SourcePosition(1, 1, 1_000 + offset, 0);
        records.add(new Arrival(
                null,
                encoder.encode("log-value", ENVELOPE, change),
                new EventStamp(position, transaction),
                0,
                offset++,
                List.of()));
    }
}
