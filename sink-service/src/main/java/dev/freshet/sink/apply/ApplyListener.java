package dev.freshet.sink.apply;

import dev.freshet.event.DefinitionChange;
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

    /** @param nanos how long it took */
    void evolved(String topic, TableName table, List<TableChange> changes, long nanos);

    /**
     * A statement at the source was met.
     *
     * @param changes what the destination did for it; may be nothing
     */
    void changed(
            String topic, TableName table, DefinitionChange statement, List<TableChange> changes, boolean truncated);

    void rejected(List<DeadLetter> letters);

    /** Upserts were asked for, but the table has no key. */
    void appendsWithoutKey(String topic, TableName table);

    /** Rows of the source are alike in the key that the pipeline names: one of them is kept. */
    void alikeInKey(String topic, TableName table, List<String> key);

    /** The source's table was truncated; the destination's was not. */
    void truncateIgnored(String topic, TableName table);
}
