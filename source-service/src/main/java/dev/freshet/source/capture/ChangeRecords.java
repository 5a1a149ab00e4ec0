package dev.freshet.source.capture;

import dev.freshet.ddl.mysql.DdlReader;
import dev.freshet.event.EventStamp;
import dev.freshet.event.TableId;
import io.debezium.data.Envelope;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** What Debezium's records say, read from their Connect form. */
final class ChangeRecords {
    private static final String SOURCE = "source";
    private static final String OPERATION = "op";

    enum Sort {
        /** A row change, or whatever else has a topic of its own. */
        CHANGE,
        /** A definition changed: on the topic named like the source. */
        SCHEMA_CHANGE,
        /** A table was emptied: on its own topic. */
        TRUNCATE,
        /** Says only how far the binary log was read. */
        HEARTBEAT,
        /** Progress of a snapshot; carries no offset of use. */
        NOTIFICATION
    }

    private final String source;
    private final PositionTrack track;
    private final DatabaseInUse databaseInUse;

    ChangeRecords(String source, PositionTrack track, DatabaseInUse databaseInUse) {
        this.source = source;
        this.track = track;
        this.databaseInUse = databaseInUse;
    }

    Sort sort(SourceRecord record) {
        String topic = record.topic();
        if (topic.startsWith(CaptureConfig.INTERNAL)) {
            return topic.startsWith(CaptureConfig.HEARTBEATS) ? Sort.HEARTBEAT : Sort.NOTIFICATION;
        }
        if (topic.equals(source)) {
            return Sort.SCHEMA_CHANGE;
        }
        return isTruncate(record) ? Sort.TRUNCATE : Sort.CHANGE;
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

    /** Every other record of an event has a key, or a table without one has an operation of a row. */
    private static boolean isTruncate(SourceRecord record) {
        return record.key() == null
                && record.value() instanceof Struct value
                && value.schema().field(OPERATION) != null
                && Envelope.Operation.TRUNCATE.code().equals(value.getString(OPERATION));
    }

    static DdlRecord truncate(SourceRecord record) {
        return DdlRecord.truncate(table(record));
    }

    /** Of a row. */
    static TableId table(SourceRecord record) {
        Struct from = ((Struct) record.value()).getStruct(SOURCE);
        return new TableId(from.getString("db"), from.getString("table"));
    }

    /** What the record says, in the database that was in use when the statement ran. */
    DdlRecord statement(SourceRecord record) {
        DdlRecord said = ddl(record);
        if (!DdlReader.leavesTheDatabaseInUse(said.ddl())) {
            return said;
        }
        Struct from = ((Struct) record.value()).getStruct(SOURCE);
        return databaseInUse
                .at(from.getString("file"), from.getInt64("pos"))
                .map(said::in)
                .orElse(said);
    }

    private static DdlRecord ddl(SourceRecord record) {
        Struct value = (Struct) record.value();
        List<Struct> tables = value.getArray("tableChanges");
        return new DdlRecord(
                tables == null
                        ? List.of()
                        : tables.stream()
                                .map(change -> table(change.getString("id")))
                                .toList(),
                Objects.requireNonNullElse(value.getString("ddl"), ""),
                Objects.requireNonNullElse(value.getString("databaseName"), ""));
    }

    private static TableId table(String quoted) {
        io.debezium.relational.TableId id = io.debezium.relational.TableId.parse(quoted);
        return new TableId(Objects.requireNonNullElse(id.catalog(), ""), id.table());
    }

    boolean statementMayGoOn(SourceRecord record) {
        return sort(record) == Sort.SCHEMA_CHANGE
                && !isSnapshot(record)
                && ddl(record).mayGoOn();
    }

    /** Not a change: a definition as a snapshot found it. */
    static boolean isSnapshot(SourceRecord record) {
        Struct from = ((Struct) record.value()).getStruct(SOURCE);
        Schema schema = from.schema();
        String snapshot = schema.field("snapshot") == null ? null : from.getString("snapshot");
        return snapshot != null && !snapshot.equals("false");
    }
}
