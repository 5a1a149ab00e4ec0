package dev.freshet.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.evolution.EvolutionPolicy.Behavior;
import dev.freshet.evolution.EvolutionPolicy.OnTypeChange;
import dev.freshet.evolution.StoredTable.StoredColumn;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaDifferenceTest {
    private static final ColumnType INT = new ColumnType.Int(32);
    private static final ColumnType LONG = new ColumnType.Int(64);
    private static final ColumnType TEXT = new ColumnType.Text();
    private static final ColumnType BYTES = new ColumnType.Bytes();
    private static final Column ID = new Column("id", LONG, false);
    private static final Column NAME = new Column("name", TEXT, true);
    private static final TableSchema WANTED = new TableSchema(List.of(ID, NAME), List.of("id"));

    @Test
    void aMissingTableIsCreatedWhole() {
        assertThat(between(null, WANTED)).containsExactly(new TableChange.CreateTable(WANTED));
    }

    @Test
    void aMissingColumnIsAddedAndAForeignOneLeftAlone() {
        assertThat(between(stored(column("id", LONG), column("theirs", TEXT)), WANTED))
                .containsExactly(new TableChange.AddColumn(NAME));
    }

    @Test
    void aWiderSourceWidensAndANarrowerOneDoesNot() {
        TableSchema ints = new TableSchema(List.of(new Column("n", INT, true)), List.of());
        TableSchema longs = new TableSchema(List.of(new Column("n", LONG, true)), List.of());
        assertThat(between(stored(column("n", INT)), longs))
                .containsExactly(new TableChange.WidenColumn("n", INT, LONG, false));
        assertThat(between(stored(column("n", LONG)), ints)).isEmpty();
    }

    @Test
    void whatNoTypeHoldsIsReplacedAndTheOldValuesAreKept() {
        Column raw = new Column("raw", BYTES, true);
        assertThat(between(stored(column("raw", TEXT)), new TableSchema(List.of(raw), List.of())))
                .containsExactly(new TableChange.ReplaceColumn(raw, TEXT, "raw__old"));
    }

    @Test
    void aTypeOfTheDestinationsOwnIsLeftAlone() {
        assertThat(between(stored(column("id", LONG), column("name", null)), WANTED))
                .isEmpty();
    }

    @Test
    void anotherKeyIsAChangeAndItsOrderIsNone() {
        TableSchema both = new TableSchema(WANTED.columns(), List.of("name", "id"));
        StoredTable table = new StoredTable(List.of(column("id", LONG), column("name", TEXT)), List.of("id"));
        assertThat(between(table, both))
                .containsExactly(new TableChange.KeyChanged(List.of("id"), List.of("name", "id")));
        assertThat(between(new StoredTable(table.columns(), List.of("id", "name")), both))
                .isEmpty();
    }

    @Test
    void aColumnThatMayBeNullNowIsRelaxed() {
        StoredTable strict = stored(column("id", LONG), new StoredColumn("name", TEXT, "text", false));
        assertThat(between(strict, WANTED)).containsExactly(new TableChange.RelaxNotNull("name"));
    }

    @Test
    void policiesDecide() {
        StoredTable table = stored(column("id", INT));
        EvolutionPolicy evolve = EvolutionPolicy.DEFAULT;
        assertThat(SchemaDifference.between(table, WANTED, EvolutionPolicy.of(Behavior.IGNORE)))
                .isEmpty();
        assertThatThrownBy(() -> SchemaDifference.between(table, WANTED, EvolutionPolicy.of(Behavior.EXCEPTION)))
                .isInstanceOf(UnwantedChangeException.class)
                .hasMessageContaining("widened column id from int32 to int64");
        assertThat(SchemaDifference.between(table, WANTED, with(evolve, OnTypeChange.COPY)))
                .contains(new TableChange.WidenColumn("id", INT, LONG, true));
        assertThat(SchemaDifference.between(table, WANTED, with(evolve, OnTypeChange.NEW_COLUMN)))
                .contains(new TableChange.ReplaceColumn(ID, INT, "id__old"));
        assertThatThrownBy(() -> SchemaDifference.between(table, WANTED, with(evolve, OnTypeChange.EXCEPTION)))
                .isInstanceOf(UnwantedChangeException.class);
    }

    @Test
    void onceAppliedNothingIsLeftToDo() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            TableSchema wanted = table(random);
            TableModel model = new TableModel(table(random));
            for (TableChange change : between(model.stored(), wanted)) {
                model.apply(change);
            }
            assertThat(between(model.stored(), wanted)).isEmpty();
        }
    }

    private static EvolutionPolicy with(EvolutionPolicy policy, OnTypeChange choice) {
        return new EvolutionPolicy(
                policy.behavior(),
                policy.onDrop(),
                choice,
                policy.onRename(),
                policy.onTruncate(),
                policy.onDropTable(),
                policy.onRenameTable());
    }

    private static List<TableChange> between(@Nullable StoredTable existing, TableSchema wanted) {
        return SchemaDifference.between(existing, wanted, EvolutionPolicy.DEFAULT);
    }

    private static StoredTable stored(StoredColumn... columns) {
        return new StoredTable(List.of(columns), List.of());
    }

    private static StoredColumn column(String name, @Nullable ColumnType type) {
        return new StoredColumn(name, type, "whatever", true);
    }

    private static TableSchema table(Random random) {
        List<Column> columns = IntStream.range(0, 20)
                .filter(column -> random.nextBoolean())
                .mapToObj(column -> new Column("c" + column, ColumnTypeSamples.any(random), true))
                .toList();
        return new TableSchema(columns, List.of());
    }
}
