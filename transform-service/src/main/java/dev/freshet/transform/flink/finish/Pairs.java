package dev.freshet.transform.flink.finish;

import dev.freshet.event.Operation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that go and come under one key become one update. Pure: fed with the records of one partition of one batch, in their order. A row
 * that goes waits for its key to come again; what still waits at the end of the batch is gone.
 */
final class Pairs {
    /** A change of one key. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Event(
            Operation operation,
            @Nullable Object @Nullable [] before,
            @Nullable Object @Nullable [] after,
            long offset,
            long millis) {}

    private final List<Event> events = new ArrayList<>();
    private final Map<ByteBuffer, Event> going = new LinkedHashMap<>();

    /**
     * @param key    as Kafka has it; null: rows only come
     * @param offset of the record
     * @param millis of the record
     */
    void add(byte @Nullable [] key, boolean delete, @Nullable Object[] row, long offset, long millis) {
        if (key == null) {
            events.add(
                    delete
                            ? new Event(Operation.DELETE, row, null, offset, millis)
                            : new Event(Operation.CREATE, null, row, offset, millis));
            return;
        }
        ByteBuffer name = ByteBuffer.wrap(key);
        Event gone = going.remove(name);
        if (delete) {
            if (gone != null) {
                events.add(gone);
            }
            going.put(name, new Event(Operation.DELETE, row, null, offset, millis));
        } else if (gone != null) {
            events.add(new Event(Operation.UPDATE, gone.before(), row, offset, millis));
        } else {
            events.add(new Event(Operation.CREATE, null, row, offset, millis));
        }
    }

    /** All of them, and begins anew. */
    List<Event> take() {
        List<Event> all = new ArrayList<>(events);
        all.addAll(going.values());
        events.clear();
        going.clear();
        return all;
    }
}
