package dev.freshet.source.capture;

import dev.freshet.event.EventStamp;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** What Debezium's records say, read from their Connect form. */
final class ChangeRecords {
    private static final String SOURCE = "source";

    enum Sort {
        /** A row change, or whatever else has a topic of its own. */
        CHANGE,
        /** A definition changed: on the topic named like the source. */
        SCHEMA_CHANGE,
        /** Says only how far the binary log was read. */
        HEARTBEAT,
        /** Progress of a snapshot; carries no offset of use. */
        NOTIFICATION
    }

    private final String source;
    private final PositionTrack track;

    ChangeRecords(String source, PositionTrack track) {
        this.source = source;
        this.track = track;
    }

    Sort sort(SourceRecord record) {
        String topic = record.topic();
        if (topic.startsWith(CaptureConfig.INTERNAL)) {
            return topic.startsWith(CaptureConfig.HEARTBEATS) ? Sort.HEARTBEAT : Sort.NOTIFICATION;
        }
        return topic.equals(source) ? Sort.SCHEMA_CHANGE : Sort.CHANGE;
    }

    /** Null when the record has no position, as a transaction's metadata. */
    @Nullable
    EventStamp stamp(SourceRecord record) {
        if (!(record.value() instanceof Struct value) || value.schema().field(SOURCE) == null) {
            return null;
        }
        Struct from = value.getStruct(SOURCE);
        String file = from.getString("file");
        if (file == null || file.isEmpty()) {
            return null;
        }
        Integer row = from.getInt32("row");
        return new EventStamp(track.at(file, from.getInt64("pos"), row == null ? 0 : row), committedMicros(from));
    }

    private static long committedMicros(Struct from) {
        Long micros = from.getInt64("ts_us");
        return micros == null ? 0 : micros;
    }

    static SchemaChange schemaChange(SourceRecord record) {
        Struct value = (Struct) record.value();
        String ddl = value.getString("ddl");
        List<Struct> tables = value.getArray("tableChanges");
        List<String> ids = tables == null
                ? List.of()
                : tables.stream()
                        .map(change -> change.getString("id").replace("\"", ""))
                        .toList();
        Struct from = value.getStruct(SOURCE);
        return new SchemaChange(ids, ddl == null ? "" : ddl, isSnapshot(from));
    }

    private static boolean isSnapshot(Struct from) {
        Schema schema = from.schema();
        String snapshot = schema.field("snapshot") == null ? null : from.getString("snapshot");
        return snapshot != null && !snapshot.equals("false");
    }
}
