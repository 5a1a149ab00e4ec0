package dev.freshet.source.capture;

import io.debezium.engine.RecordChangeEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the two halves of a primary-key change in one batch. Debezium emits a delete under the old key and a create under the new
 * one, both with the offset behind the row: a commit between them would lose the create, were we killed just then. Not for use by
 * several threads.
 */
final class KeyChanges {
    /** Debezium's header on the delete half: the create half comes next. */
    static final String NEW_KEY = "__debezium.newkey";

    private @Nullable SourceRecord held;

    /** The batch with what was held back of the one before, without a first half at its end. */
    List<SourceRecord> whole(List<RecordChangeEvent<SourceRecord>> events) {
        List<SourceRecord> records = new ArrayList<>(events.size() + 1);
        if (held != null) {
            records.add(held);
            held = null;
        }
        for (RecordChangeEvent<SourceRecord> event : events) {
            records.add(event.record());
        }
        if (!records.isEmpty() && isFirstHalf(records.getLast())) {
            held = records.removeLast();
        }
        return records;
    }

    private static boolean isFirstHalf(SourceRecord record) {
        return record.headers().lastWithName(NEW_KEY) != null;
    }
}
