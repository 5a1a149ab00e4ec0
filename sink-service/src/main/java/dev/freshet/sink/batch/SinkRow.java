package dev.freshet.sink.batch;

import dev.freshet.event.EventStamp;
import dev.freshet.event.RowChange;

/**
 * One decoded change with its stamp; its values are in the order of the batch's schema.
 *
 * @param more where the source does not enforce the key: how many more of its rows have this key than before, less than none for a delete
 */
public record SinkRow(RowChange change, EventStamp stamp, int more) {
    /** A change of the one row that has its key. */
    public SinkRow(RowChange change, EventStamp stamp) {
        this(change, stamp, 0);
    }
}
