package dev.freshet.sink.destination;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.SchemaDifference;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import java.util.ArrayList;
import java.util.List;

/** Appends numbered rows as the sink does: from where the destination says it is, and again from there whenever it went away. */
public final class Ledger {
    private static final TableSchema SCHEMA = new TableSchema(
            List.of(new Column("id", new ColumnType.Int(64), false), new Column("text", new ColumnType.Text(), true)),
            List.of("id"));

    private final Destination destination;
    private final int batches;
    private final int rows;
    private final Changes changes;
    private volatile int interruptions;

    public Ledger(Destination destination, int batches, int rows, String table) {
        this.destination = destination;
        this.batches = batches;
        this.rows = rows;
        this.changes = new Changes(table, new TableName("shop", table), SCHEMA, Mode.APPEND, Deletes.HARD);
    }

    public TableName table() {
        return changes.table();
    }

    public int interruptions() {
        return interruptions;
    }

    /** Returns when all is written. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public void writeAll(Runnable written) {
        boolean done = false;
        while (!done) {
            try (DestinationSession session = destination.connect()) {
                writeRest(session, written);
                done = true;
            } catch (DestinationException.Unavailable e) {
                interruptions++;
                Thread.onSpinWait();
            }
        }
    }

    private void writeRest(DestinationSession session, Runnable written) {
        long next = session.nextOffsets(changes.pipeline(), changes.topic()).getOrDefault(0, 0L);
        session.evolve(
                changes.at(0, 0, List.of()),
                SchemaDifference.between(session.table(table()).orElse(null), SCHEMA, EvolutionPolicy.DEFAULT));
        for (; next < (long) batches * rows; next += rows) {
            List<SinkRow> batch = new ArrayList<>();
            for (long id = next; id < next + rows; id++) {
                batch.add(Changes.insert(id, id, "row " + id));
            }
            session.write(changes.at(next, next + rows, batch));
            written.run();
        }
    }
}
