package dev.freshet.sink.destination;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.Rebuild;
import dev.freshet.evolution.SchemaDifference;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A table of ten rows that is made anew with three others, each step tried again in a new session until it is done, as the sink does. */
public final class Rebuilding {
    private static final int OLD = 10;

    private final Destination destination;
    private final Changes changes;
    private final TableName table;
    private final TableName beside;
    private long next;
    private @Nullable Exception last;

    public Rebuilding(Destination destination, String table) {
        this.destination = destination;
        this.table = new TableName("shop", table);
        this.beside = new TableName("shop", Rebuild.of(table));
        TableSchema schema = new TableSchema(
                List.of(
                        new Column("id", new ColumnType.Int(64), false),
                        new Column("Text", new ColumnType.Text(), true)),
                List.of("id"));
        this.changes = new Changes(table, this.table, schema, Mode.UPSERT, Deletes.HARD);
    }

    private interface Step {
        void run(DestinationSession session);
    }

    private void untilDone(Step step) {
        boolean done = false;
        for (int attempt = 0; !done && attempt < 5; attempt++) {
            try (DestinationSession session = destination.connect()) {
                next = session.nextOffsets(changes.pipeline(), changes.topic()).getOrDefault(0, 0L);
                step.run(session);
                done = true;
            } catch (DestinationException.Unavailable e) {
                last = e;
            }
        }
        if (!done) {
            throw new IllegalStateException(last);
        }
    }

    private void evolve(DestinationSession session) {
        session.evolve(
                changes.at(0, 0, List.of()),
                SchemaDifference.between(
                        session.table(changes.table()).orElse(null), changes.schema(), EvolutionPolicy.DEFAULT));
    }

    private static List<SinkRow> rows(String text, long from, int count) {
        return LongStream.range(from, from + count)
                .mapToObj(id -> Changes.insert(id + 1, id, text))
                .toList();
    }

    public void fill() {
        untilDone(this::evolve);
        write("old", OLD);
    }

    private void write(String text, int count) {
        long from = next();
        untilDone(session -> {
            evolve(session);
            if (next == from) {
                session.write(changes.at(from, from + count, rows(text, from, count)));
            }
        });
    }

    private long next() {
        untilDone(session -> {});
        return next;
    }

    public void begin() {
        long from = next();
        untilDone(session -> {
            if (next == from) {
                session.change(
                        changes.at(from, from + 1, List.of()),
                        List.of(new TableChange.BeginRebuild(beside.table(), List.of("id"))));
            }
        });
    }

    public void fillBeside() {
        changes.into(beside);
        write("new", 3);
        changes.into(table);
    }

    /** Until there is nothing beside the table any more. */
    public void end() {
        untilDone(session -> {
            if (session.table(beside).isPresent()) {
                session.evolve(changes.at(0, 0, List.of()), List.of(new TableChange.EndRebuild(beside.table())));
            }
        });
        write("after", 2);
    }
}
