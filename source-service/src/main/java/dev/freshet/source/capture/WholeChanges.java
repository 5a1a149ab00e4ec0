package dev.freshet.source.capture;

import io.debezium.engine.RecordChangeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in one batch what Debezium emits in several records that all have the offset behind the whole: the two halves of a
 * primary-key change (a delete under the old key and a create under the new one), and the records of a statement about several
 * tables. A commit between them would lose the rest, were we killed just then. What may go on waits for the next record, a
 * heartbeat if nothing else. Not for use by several threads.
 */
final class WholeChanges {
    /** Debezium's header on the delete half: the create half comes next. */
    static final String NEW_KEY = "__debezium.newkey";

    private final Predicate<SourceRecord> goesOn;
    private final List<SourceRecord> held = new ArrayList<>();

    /** @param statementMayGoOn whether a record is about a definition, and others of the same statement may follow */
    WholeChanges(Predicate<SourceRecord> statementMayGoOn) {
        this.goesOn = statementMayGoOn;
    }

    /** The batch with what was held back of the one before, without the beginning of a change at its end. */
    List<SourceRecord> of(List<RecordChangeEvent<SourceRecord>> events) {
        List<SourceRecord> records = new ArrayList<>(events.size() + held.size());
        records.addAll(held);
        held.clear();
        for (RecordChangeEvent<SourceRecord> event : events) {
            records.add(event.record());
        }
        while (!records.isEmpty() && waits(records.getLast(), held.isEmpty() ? null : held.getFirst())) {
            held.addFirst(records.removeLast());
        }
        return records;
    }

    private boolean waits(SourceRecord record, @Nullable SourceRecord next) {
        if (record.headers().lastWithName(NEW_KEY) != null) {
            return next == null;
        }
        return goesOn.test(record) && (next == null || record.sourceOffset().equals(next.sourceOffset()));
    }
}
