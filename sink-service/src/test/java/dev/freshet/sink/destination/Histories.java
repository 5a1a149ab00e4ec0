package dev.freshet.sink.destination;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.SchemaDifference;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A keyed table of the source whose history is written, change by change, through one session. */
public final class Histories implements AutoCloseable {
    private static final String PIPELINE = "history";

    private final DestinationSession session;
    private Changes changes;
    private long position;

    public Histories(Destination destination) {
        this.session = destination.connect();
        this.changes = changes("none", List.of());
    }

    private static Changes changes(String table, List<Column> columns) {
        return new Changes(
                PIPELINE,
                new TableName("shop", table),
                new TableSchema(columns, columns.isEmpty() ? List.of() : List.of("id")),
                Mode.APPEND,
                Deletes.HARD);
    }

    public void create(String table) {
        changes = changes(
                table,
                List.of(
                        new Column("id", new ColumnType.Int(32), false),
                        new Column("name", new ColumnType.Text(), true)));
        session.nextOffsets(PIPELINE, changes.topic());
        align();
    }

    private void align() {
        session.evolve(
                changes.at(0, 0, List.of()),
                SchemaDifference.between(
                        session.table(changes.table()).orElse(null), changes.schema(), EvolutionPolicy.DEFAULT));
    }

    public void addColumn(String name) {
        List<Column> columns = new ArrayList<>(changes.schema().columns());
        columns.add(new Column(name, new ColumnType.Text(), true));
        changes.schema(new TableSchema(columns, changes.schema().key()));
        align();
    }

    /** The rows go on under another name, read from another topic. */
    public void rename(String to) {
        session.change(changes.of(), List.of(new TableChange.RenameTable(to)));
        changes = changes(to, changes.schema().columns());
        session.nextOffsets(PIPELINE, changes.topic());
        align();
    }

    public void insert(@Nullable Object... values) {
        write(Changes.insert(++position, values));
    }

    public void update(@Nullable Object... values) {
        write(Changes.update(++position, values));
    }

    public void delete(@Nullable Object... values) {
        write(Changes.delete(++position, values));
    }

    private void write(SinkRow row) {
        session.write(changes.of(row));
    }

    @Override
    public void close() {
        session.close();
    }
}
