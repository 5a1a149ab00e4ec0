package dev.freshet.sink.batch;

import dev.freshet.event.DefinitionChange;
import dev.freshet.event.EventStamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record as Kafka delivered it, not decoded.
 *
 * @param key        framed Avro, null for a table without a key
 * @param value      framed Avro, null for a tombstone
 * @param stamp      position and commit time, null when the record came without (or with an unreadable) stamp
 * @param headers    the record's other headers; the stamp's own among them only when it could not be read
 * @param definition the table's definition changed here; key and value are null then
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying each record would cost what compaction saves
public record Arrival(
        byte @Nullable [] key,
        byte @Nullable [] value,
        @Nullable EventStamp stamp,
        int partition,
        long offset,
        List<RawHeader> headers,
        @Nullable DefinitionChange definition) {
    private static final int OVERHEAD = 160;

    /** A record of a row. */
    public Arrival(
            byte @Nullable [] key,
            byte @Nullable [] value,
            @Nullable EventStamp stamp,
            int partition,
            long offset,
            List<RawHeader> headers) {
        this(key, value, stamp, partition, offset, headers, null);
    }

    /** What it weighs in memory, roughly: the bytes and the objects around them. */
    public long weight() {
        return (long) OVERHEAD + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }

    boolean tombstone() {
        return value == null;
    }
}
