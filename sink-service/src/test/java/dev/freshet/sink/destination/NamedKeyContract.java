package dev.freshet.sink.destination;

import static dev.freshet.sink.destination.Changes.delete;
import static dev.freshet.sink.destination.Changes.insert;
import static dev.freshet.sink.destination.Changes.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.SchemaDifference;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;
import dev.freshet.schema.Unavailable;
import dev.freshet.sink.batch.SinkRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Upserts by a key that the source does not enforce: a row may come to a key before the one that had it has left. */
public abstract class NamedKeyContract extends RebuildContract {
    private Changes named(Column... more) {
        List<Column> columns = new ArrayList<>(List.of(new Column("k", INT, true), new Column("v", TEXT, true)));
        columns.addAll(List.of(more));
        return created(new TableSchema(columns, List.of("k"), false), Mode.UPSERT, Deletes.HARD);
    }

    private static SinkRow comes(SinkRow row) {
        return new SinkRow(row.change(), row.stamp(), 1);
    }

    private static SinkRow leaves(SinkRow row) {
        return new SinkRow(row.change(), row.stamp(), -1);
    }

    @Test
    void aRowStaysWhenTheOneThatHadItsKeyLeavesLater() {
        Changes changes = named();
        session.write(changes.of(comes(insert(1, 1, "a")), comes(insert(2, 2, "b"))));
        // both rows move one on, and the batch ends between them
        session.write(changes.of(leaves(delete(3, 1, "a")), comes(update(3, 2, "a"))));
        session.write(changes.of(leaves(delete(4, 2, "b")), comes(update(4, 3, "b"))));
        assertThat(rows(changes, "k", "v")).containsExactly("2|a", "3|b");
        session.write(changes.of(leaves(delete(5, 2, "a"))));
        assertThat(rows(changes, "k", "v")).containsExactly("3|b");
    }

    @Test
    void rowsThatAreAlikeInTheKeyAreCounted() {
        Changes changes = named();
        SinkRow two = insert(1, 1, "a");
        session.write(changes.of(new SinkRow(two.change(), two.stamp(), 2), comes(insert(2, 2, "x"))));
        session.write(changes.of(comes(insert(3, 1, "b")), update(4, 2, "y")));
        assertThat(rows(changes, "k", "v", "_freshet_rows")).containsExactly("1|b|3", "2|y|1");
        session.write(changes.of(leaves(delete(5, 1, "a"))));
        session.write(changes.of(leaves(delete(6, 1, "a"))));
        assertThat(rows(changes, "k", "v", "_freshet_rows")).containsExactly("1|b|1", "2|y|1");
        session.write(changes.of(leaves(delete(7, 1, "b")), leaves(delete(8, 2, "y")), leaves(delete(9, 3, "z"))));
        assertThat(rows(changes, "k")).isEmpty();
    }

    @Test
    void aRowThatWasNeverThereIsOneOnceItChanges() {
        Changes changes = named();
        session.write(changes.of(update(1, 1, "a"), leaves(update(2, 2, "b"))));
        session.write(changes.of(comes(update(3, 1, "c")), leaves(delete(4, 2, "b"))));
        assertThat(rows(changes, "k", "v")).containsExactly("1|c");
        session.write(changes.of(leaves(delete(5, 1, "c"))));
        assertThat(rows(changes, "k", "v", "_freshet_rows")).containsExactly("1|c|1");
    }

    @Test
    void rowsThatLackColumnsOfTheTableAreCountedToo() {
        Changes changes = named(new Column("w", TEXT, true));
        session.write(changes.of(comes(insert(1, 1, "a", "b")), comes(insert(2, 2, "a", "b"))));
        session.write(changes.of(comes(update(3, 1, "c", Unavailable.VALUE))));
        TableSchema older = new TableSchema(changes.schema().columns().subList(0, 2), List.of("k"), false);
        changes.schema(older);
        session.write(changes.of(comes(update(4, 2, "d")), comes(update(5, 3, "e")), leaves(delete(6, 1, "c"))));
        assertThat(rows(changes, "k", "v", "w", "_freshet_rows")).containsExactly("1|c|b|1", "2|d|b|2", "3|e|null|1");
    }

    @Test
    void anOlderDeleteTakesNothing() {
        Changes changes = named();
        session.write(changes.of(comes(update(9, 1, "new"))));
        session.write(changes.of(leaves(delete(8, 1, "new"))));
        session.write(changes.of(leaves(delete(9, 1, "new"))));
        assertThat(rows(changes, "k", "v", "_freshet_rows")).containsExactly("1|new|1");
    }

    @Test
    void aKeyThatTheSourceComesToEnforceGoesOn() {
        Changes changes = named();
        session.write(changes.of(comes(insert(1, 1, "a")), comes(insert(2, 2, "b"))));
        changes.schema(new TableSchema(changes.schema().columns(), List.of("k")));
        evolve(changes);
        session.write(changes.of(update(3, 1, "c"), delete(4, 2, "b"), insert(5, 3, "d")));
        assertThat(rows(changes, "k", "v")).containsExactly("1|c", "3|d");
        changes.schema(new TableSchema(changes.schema().columns(), List.of("k"), false));
        session.write(changes.of(comes(update(6, 3, "e")), leaves(delete(7, 1, "c"))));
        session.write(changes.of(leaves(delete(8, 3, "d"))));
        assertThat(rows(changes, "k", "v")).containsExactly("3|e");
    }

    @Test
    void aHistoryIsNotCollapsedWhenAKeyIsNamed() {
        TableSchema keyless =
                new TableSchema(List.of(new Column("k", INT, true), new Column("v", TEXT, true)), List.of());
        Changes history = created(keyless, Mode.APPEND, Deletes.HARD);
        session.write(history.of(insert(1, 1, "a"), insert(2, 1, "b")));
        Changes named = new Changes(
                history.pipeline(),
                history.table(),
                new TableSchema(keyless.columns(), List.of("k"), false),
                Mode.UPSERT,
                Deletes.HARD);
        assertThatThrownBy(() -> session.evolve(named.at(2, 2, List.of()), List.of()))
                .isInstanceOfSatisfying(
                        DestinationException.Misconfigured.class,
                        refused -> assertThat(refused.mend()).contains("another name"));
        assertThat(rows(history, "k", "v")).containsExactly("1|a", "1|b");
    }

    @Test
    void anotherNamedKeyIsTakenWhenItTellsTheRowsApart() {
        Changes changes = named();
        session.write(changes.of(comes(insert(1, 1, "x")), comes(insert(2, 2, "x"))));
        changes.schema(new TableSchema(changes.schema().columns(), List.of("k", "v"), false));
        List<TableChange> difference = SchemaDifference.between(
                session.table(changes.table()).orElseThrow(), changes.schema(), EvolutionPolicy.DEFAULT);
        session.evolve(changes.at(0, 0, List.of()), difference);
        session.write(changes.of(comes(insert(3, 1, "y")), leaves(delete(4, 2, "x"))));
        assertThat(rows(changes, "k", "v")).containsExactly("1|x", "1|y");
        changes.schema(new TableSchema(changes.schema().columns(), List.of("k"), false));
        assertThatThrownBy(() -> session.evolve(
                        changes.at(0, 0, List.of()),
                        List.of(new TableChange.KeyChanged(List.of("k", "v"), List.of("k")))))
                .isInstanceOf(DestinationException.Rejected.class);
    }
}
