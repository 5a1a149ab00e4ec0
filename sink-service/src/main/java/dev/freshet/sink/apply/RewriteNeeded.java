package dev.freshet.sink.apply;

import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.SinkBatch;
import java.util.List;

/** The batch waits for changes that may read and write the whole table: other tables are not to wait with it. */
public final class RewriteNeeded extends RuntimeException {
    private final transient SinkBatch batch;
    private final transient List<TableChange> changes;

    RewriteNeeded(SinkBatch batch, List<TableChange> changes) {
        super(batch.target() + " is to be rewritten", null, false, false);
        this.batch = batch;
        this.changes = changes;
    }

    /** What to hand to {@link dev.freshet.sink.destination.DestinationSession#evolve}. */
    public SinkBatch batch() {
        return batch;
    }

    public List<TableChange> changes() {
        return changes;
    }
}
