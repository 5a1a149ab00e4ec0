package dev.freshet.sink.destination;

import static dev.freshet.sink.destination.Changes.delete;
import static dev.freshet.sink.destination.Changes.insert;
import static dev.freshet.sink.destination.Changes.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.Rebuild;
import dev.freshet.evolution.SchemaDifference;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A table is made anew beside itself. */
public abstract class RebuildContract extends DestinationContract {
    @Test
    void aTableIsRebuiltBesideItselfUnderAnotherKey() {
        Changes changes = created(
                new TableSchema(List.of(new Column("id", INT, false), new Column("v", TEXT, true)), List.of("id")),
                Mode.UPSERT,
                Deletes.HARD);
        session.write(changes.of(insert(1, 1, "a"), insert(2, 2, "b")));
        TableName table = changes.table();
        String name = Rebuild.of(table.table());
        TableName beside = new TableName(table.schema(), name);
        TableChange begin = new TableChange.BeginRebuild(name, List.of("id"));
        session.change(changes.of(), List.of(begin));
        changes.into(beside);
        session.write(changes.of(insert(3, 9, "void")));
        changes.into(table);
        session.change(changes.of(), List.of(begin));
        assertThat(select(beside, List.of(quote("v")))).isEmpty();
        assertThat(session.table(beside).orElseThrow().key()).containsExactly("id");

        changes.into(beside);
        changes.schema(new TableSchema(
                List.of(
                        new Column("uid", new ColumnType.Int(64), false),
                        new Column("id", INT, true),
                        new Column("v", TEXT, true)),
                List.of("uid")));
        session.evolve(
                changes.at(0, 0, List.of()),
                SchemaDifference.between(
                        session.table(beside).orElseThrow(), changes.schema(), EvolutionPolicy.DEFAULT));
        session.write(changes.of(insert(4, 10L, 1, "a"), insert(5, 11L, 1, "c")));
        assertThat(select(table, List.of(quote("v")))).as("stays readable").containsExactlyInAnyOrder("a", "b");

        changes.into(table);
        session.evolve(changes.at(0, 0, List.of()), List.of(new TableChange.EndRebuild(name)));
        assertThat(session.table(beside)).isEmpty();
        assertThat(session.table(table).orElseThrow().key()).containsExactly("uid");
        session.write(changes.of(update(6, 11L, 1, "d"), delete(7, 10L, 1, "a")));
        assertThat(rows(changes, "uid", "v")).containsExactly("11|d");
    }
}
