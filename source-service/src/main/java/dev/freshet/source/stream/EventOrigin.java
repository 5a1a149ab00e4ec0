package dev.freshet.source.stream;

import java.time.Instant;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The envelope's {@code source}: the fields that every connector of Debezium has. */
final class EventOrigin {
    static final Schema SCHEMA = SchemaBuilder.struct()
            .name("dev.freshet.connector.events.Source")
            .field("version", Schema.STRING_SCHEMA)
            .field("connector", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
            .field("db", Schema.STRING_SCHEMA)
            .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .build();
    private static final String VERSION = "1";

    private EventOrigin() {}

    static Struct struct(String source, String database, String table, Instant received) {
        long micros = received.getEpochSecond() * 1_000_000L + received.getNano() / 1_000;
        return new Struct(SCHEMA)
                .put("version", VERSION)
                .put("connector", "events")
                .put("name", source)
                .put("ts_ms", micros / 1_000)
                .put("snapshot", "false")
                .put("db", database)
                .put("ts_us", micros)
                .put("ts_ns", micros * 1_000)
                .put("table", table);
    }
}
