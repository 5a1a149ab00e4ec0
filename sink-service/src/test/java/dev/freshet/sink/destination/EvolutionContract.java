package dev.freshet.sink.destination;

import static dev.freshet.sink.destination.Changes.delete;
import static dev.freshet.sink.destination.Changes.insert;
import static dev.freshet.sink.destination.Changes.row;
import static dev.freshet.sink.destination.Changes.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.event.Operation;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.EvolutionPolicy.Behavior;
import dev.freshet.evolution.EvolutionPolicy.OnTypeChange;
import dev.freshet.evolution.SchemaDifference;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.evolution.Widening;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A table that follows its source: every kind of change, with rows before and after it. */
abstract class EvolutionContract extends ContractBench {
    private static final EvolutionPolicy COPYING = with(OnTypeChange.COPY);
    private static final ColumnType SHORT = new ColumnType.Int(16);

    /** Statements that copy a column into a wider one, a list per transaction. */
    protected abstract List<List<String>> copy(Target target, TableChange.WidenColumn change);

    /** Runs statements in one transaction, by a connection of the test's own. */
    protected abstract void run(List<String> statements);

    private static EvolutionPolicy with(OnTypeChange choice) {
        EvolutionPolicy all = EvolutionPolicy.of(Behavior.EVOLVE);
        return new EvolutionPolicy(
                all.behavior(),
                all.onDrop(),
                choice,
                all.onRename(),
                all.onTruncate(),
                all.onDropTable(),
                all.onRenameTable());
    }

    private Changes keyed(Column... columns) {
        List<Column> all = new ArrayList<>(List.of(new Column("id", INT, false)));
        all.addAll(List.of(columns));
        return created(new TableSchema(all, List.of("id")), Mode.UPSERT, Deletes.HARD);
    }

    private List<TableChange> follow(Changes changes, EvolutionPolicy policy, Column... columns) {
        List<Column> all = new ArrayList<>(List.of(changes.schema().columns().getFirst()));
        all.addAll(List.of(columns));
        changes.schema(new TableSchema(all, changes.schema().key()));
        List<TableChange> difference =
                SchemaDifference.between(session.table(changes.table()).orElseThrow(), changes.schema(), policy);
        session.evolve(changes.at(0, 0, List.of()), difference);
        assertThat(SchemaDifference.between(session.table(changes.table()).orElseThrow(), changes.schema(), policy))
                .as("nothing is left to do")
                .isEmpty();
        return difference;
    }

    private SinkBatch nothing(Changes changes) {
        return changes.of();
    }

    @Test
    void rowsThatWereThereGetTheDefaultOfANewColumn() {
        Changes changes = keyed();
        session.write(changes.of(insert(1, 1), insert(2, 2)));
        TypeEdges.ALL.forEach((type, values) -> {
            Object initial = values.getFirst();
            Column column = new Column("c " + type, type, true, initial);
            follow(changes, EvolutionPolicy.DEFAULT, column);
            assertThat(texts(changes, type, column.name()))
                    .as("%s as the default of %s", initial, type)
                    .containsExactly(CanonicalText.of(type, initial), CanonicalText.of(type, initial));
        });
    }

    /** The types that are widened to all that are wider. */
    protected Collection<ColumnType> widened() {
        return TypeEdges.ALL.keySet();
    }

    @Test
    void everyWideningKeepsWhatIsThereAndTakesWhatComes() {
        for (OnTypeChange choice : List.of(OnTypeChange.WIDEN, OnTypeChange.COPY)) {
            for (ColumnType from : widened()) {
                List<ColumnType> wider = TypeEdges.ALL.keySet().stream()
                        .filter(to -> !from.equals(to) && Widening.fits(from, to))
                        .toList();
                if (!wider.isEmpty()) {
                    widen(from, wider, with(choice));
                }
            }
        }
    }

    private List<String> texts(Changes changes, ColumnType type, String column) {
        return select(changes.table(), List.of(canonical(type, quote(column)))).stream()
                .map(text -> CanonicalText.normalised(type, "|" + text).substring(1))
                .toList();
    }

    /** A column for each of the wider types. */
    private void widen(ColumnType from, List<ColumnType> wider, EvolutionPolicy policy) {
        Column[] narrow = columns(i -> from, wider.size());
        Column[] wide = columns(wider::get, wider.size());
        Object edge = edge(from);
        Object[] edges = wider.stream().map(EvolutionContract::edge).toArray();
        Changes changes = keyed(narrow);
        session.write(changes.of(insert(1, same(1, edge, wider.size())), insert(2, same(2, null, wider.size()))));
        follow(changes, policy, wide);
        session.write(changes.of(insert(3, cells(3, edges)), update(4, cells(2, edges))));
        for (int i = 0; i < wide.length; i++) {
            ColumnType to = wider.get(i);
            Object widened = edges[i];
            assertThat(texts(changes, to, wide[i].name()))
                    .as("%s to %s", from, to)
                    .hasSize(3)
                    .filteredOn(value -> value.equals(CanonicalText.of(to, widened)))
                    .hasSizeGreaterThanOrEqualTo(2);
        }
        List<Column> before = new ArrayList<>(List.of(changes.schema().columns().getFirst()));
        before.addAll(List.of(narrow));
        changes.schema(new TableSchema(before, List.of("id")));
        session.write(changes.of(insert(5, same(5, edge, wider.size()))));
        assertThat(rows(changes, "id")).as("%s, and a late narrow row", from).contains("5");
    }

    private static Column[] columns(IntFunction<ColumnType> types, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Column("v" + i, types.apply(i), true))
                .toArray(Column[]::new);
    }

    private static Object edge(ColumnType type) {
        return Objects.requireNonNull(TypeEdges.ALL.get(type)).getFirst();
    }

    private static @Nullable Object[] same(int id, @Nullable Object value, int count) {
        return cells(id, Collections.nCopies(count, value).toArray());
    }

    private static @Nullable Object[] cells(int id, @Nullable Object[] values) {
        return Stream.concat(Stream.of(id), Arrays.stream(values)).toArray();
    }

    @Test
    void aKeyColumnIsWidenedToo() {
        Changes changes = keyed(new Column("v", TEXT, true));
        session.write(changes.of(insert(1, 1, "a"), insert(2, 2, "b")));
        List<Column> columns = List.of(new Column("id", TEXT, false), new Column("v", TEXT, true));
        Changes now = changes;
        now.schema(new TableSchema(columns, List.of("id")));
        session.evolve(
                now.at(0, 0, List.of()),
                SchemaDifference.between(
                        session.table(now.table()).orElseThrow(), now.schema(), EvolutionPolicy.DEFAULT));
        session.write(now.of(update(3, "1", "c"), delete(4, "2", "b"), insert(5, "x", "d")));
        now.schema(new TableSchema(List.of(new Column("id", INT, false), columns.get(1)), List.of("id")));
        session.write(now.of(update(6, 1, "late"), delete(7, 9, "never there")));
        assertThat(rows(now, "id", "v")).containsExactly("1|late", "x|d");
    }

    @Test
    void aNarrowerSourceChangesNothingAndItsValuesFit() {
        Changes changes = keyed(new Column("v", new ColumnType.Int(64), true));
        session.write(changes.of(insert(1, 1, Long.MAX_VALUE)));
        assertThat(follow(changes, EvolutionPolicy.DEFAULT, new Column("v", SHORT, true)))
                .isEmpty();
        session.write(changes.of(insert(2, 2, 7)));
        assertThat(rows(changes, "v")).containsExactly("7", String.valueOf(Long.MAX_VALUE));
    }

    @Test
    void bytesInPlaceOfTextBeginANewColumnAndTheOldValuesStay() {
        Changes changes = keyed(new Column("v", TEXT, true));
        session.write(changes.of(insert(1, 1, "old")));
        ColumnType bytes = new ColumnType.Bytes();
        follow(changes, EvolutionPolicy.DEFAULT, new Column("v", bytes, true));
        session.write(changes.of(insert(2, 2, new byte[] {1, 2})));
        assertThat(select(changes.table(), List.of(quote("v__old"), canonical(bytes, quote("v")))))
                .containsExactly("null|0102", "old|null");
    }

    @Test
    void aCopyThatIsBrokenOffAfterAnyStepIsFinished() {
        TableChange.WidenColumn widen = new TableChange.WidenColumn("v", SHORT, new ColumnType.Int(64), true);
        int steps = copy(Targets.small(Mode.UPSERT, Deletes.HARD), widen).size();
        assertThat(steps).isGreaterThan(2);
        for (int done = 0; done <= steps; done++) {
            Changes changes = keyed(new Column("v", SHORT, true));
            session.write(changes.of(insert(1, 1, 10), insert(2, 2, 20), insert(3, 3, null)));
            Target target = Target.of(changes.at(0, 0, List.of()));
            copy(target, widen).subList(0, done).forEach(this::run);
            session.close();
            session = destination().connect();
            follow(changes, COPYING, new Column("v", new ColumnType.Int(64), true));
            session.write(changes.of(insert(4, 4, Long.MAX_VALUE)));
            assertThat(rows(changes, "id", "v"))
                    .as("broken off after %d of %d steps", done, steps)
                    .containsExactly("1|10", "2|20", "3|null", "4|" + Long.MAX_VALUE);
            assertThat(columns(changes)).containsExactlyInAnyOrder("id", "v");
        }
    }

    @Test
    void whatAStatementProvedMovesWithTheOffsets() {
        Changes changes = keyed(new Column("a", TEXT, true), new Column("b", TEXT, true), new Column("c", TEXT, true));
        session.write(changes.of(insert(1, 1, "x", "y", "z")));
        SinkBatch boundary = nothing(changes);
        session.change(
                boundary,
                List.of(
                        new TableChange.RenameColumn("a", "a__old"),
                        new TableChange.RenameColumn("b", "a"),
                        new TableChange.RenameColumn("a__old", "b"),
                        new TableChange.DropColumn("c")));
        assertThatThrownBy(() -> session.change(boundary, List.of(new TableChange.DropColumn("a"))))
                .isInstanceOf(DestinationException.Stale.class);
        assertThat(rows(changes, "a", "b")).containsExactly("y|x");
        assertThat(columns(changes)).containsExactlyInAnyOrder("id", "a", "b");
    }

    @Test
    void aTruncateTakesWhatIsOlder() {
        Changes changes = keyed(new Column("v", TEXT, true));
        session.write(changes.of(insert(1, 1, "old"), insert(9, 2, "new")));
        session.change(changes.of(row(Operation.TRUNCATE, 5)), List.of());
        assertThat(rows(changes, "id", "v")).containsExactly("2|new");
    }

    @Test
    void anotherKeyTellsRowsApartFromThenOn() {
        Changes changes = keyed(new Column("code", INT, true), new Column("v", TEXT, true));
        session.write(changes.of(insert(1, 1, 10, "a"), insert(2, 2, 20, "b")));
        List<Column> columns =
                List.of(new Column("id", INT, true), new Column("code", INT, false), new Column("v", TEXT, true));
        changes.schema(new TableSchema(columns, List.of("code")));
        session.evolve(
                changes.at(0, 0, List.of()),
                SchemaDifference.between(
                        session.table(changes.table()).orElseThrow(), changes.schema(), EvolutionPolicy.DEFAULT));
        session.write(
                changes.of(update(3, new Object[] {null, 10, "A"}), insert(4, 1, 30, "c"), delete(5, 2, 20, "b")));
        assertThat(rows(changes, "id", "code", "v")).containsExactly("1|30|c", "null|10|A");
    }

    @Test
    void aKeyThatDoesNotTellTheRowsApartIsRefused() {
        for (Object second : new @Nullable Object[] {10, null}) {
            Changes changes = keyed(new Column("code", INT, true));
            session.write(changes.of(insert(1, 1, 10), insert(2, 2, second)));
            TableChange key = new TableChange.KeyChanged(List.of("id"), List.of("code"));
            assertThatThrownBy(() -> session.evolve(changes.at(0, 0, List.of()), List.of(key)))
                    .isInstanceOf(DestinationException.Rejected.class);
            session.close();
            session = destination().connect();
            assertThat(session.table(changes.table()).orElseThrow().key()).containsExactly("id");
        }
    }

    @Test
    void aTableMovesAndMakesRoomWhereOneWasKept() {
        Changes kept = keyed(new Column("v", TEXT, true));
        session.write(kept.of(insert(1, 1, "kept")));
        Changes moving = keyed(new Column("v", TEXT, true));
        session.write(moving.of(insert(1, 1, "moved")));
        session.change(
                nothing(moving),
                List.of(new TableChange.RenameTable(kept.table().table())));
        assertThat(session.table(moving.table())).isEmpty();
        assertThat(rows(kept, "v")).containsExactly("moved");
        TableName old = new TableName(kept.table().schema(), kept.table().table() + "__old");
        assertThat(select(old, List.of(quote("v")))).containsExactly("kept");
        session.change(nothing(moving), List.of(new TableChange.DropTable()));
    }

    @Test
    void aTableThatSomebodyMadeIsWrittenAsItIs() {
        Changes changes = table(
                new TableSchema(List.of(new Column("id", INT, false), new Column("n", INT, true)), List.of("id")),
                Mode.UPSERT,
                Deletes.HARD);
        createdAs(changes);
        StoredTable stored = session.table(changes.table()).orElseThrow();
        assertThat(stored.key()).containsExactly("id");
        assertThat(stored.column("n").map(StoredTable.StoredColumn::type)).contains(INT);
        @Nullable Object[] row = {1, 5};
        session.write(changes.of(insert(1, row)));
        assertThat(rows(changes, "id", "n")).containsExactly("1|5");
    }
}
