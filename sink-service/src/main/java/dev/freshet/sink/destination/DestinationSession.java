package dev.freshet.sink.destination;

import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection, used by one thread. After any exception but {@link DestinationException.Rejected} and {@link
 * DestinationException.Stale} the caller closes it and opens another.
 */
public interface DestinationSession extends AutoCloseable {
    /**
     * For each partition of the topic that was written from before: the next offset to read. Creates the control table {@code
     * _freshet_offsets} when there is none.
     */
    Map<Integer, Long> nextOffsets(String pipeline, String topic);

    /** The table as it is now, without Freshet's own columns; empty when there is no such table. */
    Optional<StoredTable> table(TableName table);

    /**
     * Applies changes in order, outside any batch. Idempotent: a change that is already there is no error, and one that was broken off is
     * taken up where it was. Creates the schema when it is missing, and the metadata columns that the mode needs: {@code
     * _freshet_position} (text), {@code _freshet_committed_at} and {@code _freshet_applied_at} (moments), {@code _freshet_deleted}
     * (boolean, soft deletes), {@code _freshet_rows} (integer, a key that the source does not enforce), {@code _freshet_operation}
     * (text, append mode).
     *
     * @param progress told of each step: what rewrites a table may take long
     * @throws DestinationException.Misconfigured when a change is impossible until a person mends something
     */
    void evolve(SinkBatch batch, List<TableChange> changes, AlterProgress progress);

    /** The same, with nobody to be told. */
    default void evolve(SinkBatch batch, List<TableChange> changes) {
        evolve(batch, changes, AlterProgress.SILENT);
    }

    /**
     * What a statement proved: applies the changes to the batch's target, writes the batch's rows (a truncate, or none) and moves its
     * offsets, in one transaction where the destination has such for definitions.
     *
     * @throws DestinationException as {@link #write}
     */
    void change(SinkBatch batch, List<TableChange> changes);

    /**
     * Writes the batch and its offsets in one transaction, by the bulk path. Upserts and deletes touch a row only when the batch's
     * position is greater than the row's. An {@link dev.freshet.schema.Unavailable#VALUE} keeps the target's own value.
     *
     * @throws DestinationException.Stale when the control table is not at {@code from} for some partition: another writer was here,
     *     or this batch was applied already. Nothing was written; read the offsets again
     * @throws DestinationException.Rejected when a value can never be written. Nothing was written; split the batch
     * @throws DestinationException.Unavailable when the connection or the server failed, the outcome of a commit included. Read the
     *     offsets in a new session
     */
    void write(SinkBatch batch);

    /**
     * Asks for a sign of life when nothing was written for a while. Does nothing where a session cannot be lost on its own, or where asking
     * costs money.
     *
     * @throws DestinationException.Unavailable when the session is lost
     */
    default void probe() {}

    @Override
    void close();
}
