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
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes numbered rows as the sink does: from where the destination says it is, and again from there whenever it went away. In upsert
 * mode each row is the next version of one of {@link #keys} keys.
 */
public final class Ledger {
    private static final TableSchema SCHEMA = new TableSchema(
            List.of(new Column("id", new ColumnType.Int(64), false), new Column("text", new ColumnType.Text(), true)),
            List.of("id"));

    private final Destination destination;
    private final int batches;
    private final int rows;
    private final Changes changes;
    private final Mode mode;
    private volatile int interruptions;

    public Ledger(Destination destination, int batches, int rows, String table) {
        this(destination, batches, rows, table, Mode.APPEND);
    }

    public Ledger(Destination destination, int batches, int rows, String table, Mode mode) {
        this.mode = mode;
        this.destination = destination;
        this.batches = batches;
        this.rows = rows;
        this.changes = new Changes(table, new TableName("shop", table), SCHEMA, mode, Deletes.HARD);
    }

    public String pipeline() {
        return changes.pipeline();
    }

    public String topic() {
        return changes.topic();
    }

    public TableName table() {
        return changes.table();
    }

    public int keys() {
        return mode == Mode.APPEND ? batches * rows : rows + rows / 2;
    }

    /** Lines "key|text" that the table holds in the end, sorted as texts. */
    public List<String> expected() {
        Map<Long, String> last = new TreeMap<>();
        for (long id = 0; id < (long) batches * rows; id++) {
            last.put(id % keys(), "row " + id);
        }
        return last.entrySet().stream()
                .map(row -> row.getKey() + "|" + row.getValue())
                .sorted()
                .toList();
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
            } catch (DestinationException.Unavailable | DestinationException.Stale e) {
                interruptions++;
                Thread.onSpinWait();
            }
        }
    }

    /** After all is written: one row of the source goes. */
    public void delete(long id) {
        long next = (long) batches * rows;
        try (DestinationSession session = destination.connect()) {
            session.nextOffsets(changes.pipeline(), changes.topic());
            session.write(changes.at(next, next + 1, List.of(Changes.delete(next + 1, id, "deleted"))));
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
                batch.add(Changes.insert(id + 1, id % keys(), "row " + id));
            }
            session.write(changes.at(next, next + rows, batch));
            written.run();
        }
    }
}
