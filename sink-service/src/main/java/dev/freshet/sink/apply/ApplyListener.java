package dev.freshet.sink.apply;

import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.deadletter.DeadLetter;
import java.util.List;

/** Told what the writer did, on the writer's thread. Must be quick and must not throw. */
public interface ApplyListener {
    /** These records are committed at the destination; the batch holds the rows that they became. */
    void applied(SinkBatch batch, List<Arrival> arrivals);

    void evolved(String topic, TableName table, List<TableChange> changes);

    void rejected(List<DeadLetter> letters);

    /** Upserts were asked for, but the table has no key. */
    void appendsWithoutKey(String topic, TableName table);

    /** The source's table was truncated; the destination's was not. */
    void truncateIgnored(String topic, TableName table);
}
