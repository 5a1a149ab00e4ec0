package dev.freshet.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.event.DefinitionChange;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.TableId;
import dev.freshet.evolution.EvolutionPolicy.Behavior;
import dev.freshet.evolution.EvolutionPolicy.OnDrop;
import dev.freshet.evolution.EvolutionPolicy.OnDropTable;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DefinitionPlanTest {
    private static final EvolutionPolicy EVOLVE = EvolutionPolicy.DEFAULT;
    private static final EvolutionPolicy LENIENT = EvolutionPolicy.of(Behavior.LENIENT);
    private static final EvolutionPolicy DROPPING = new EvolutionPolicy(
            Behavior.EVOLVE,
            OnDrop.DROP,
            EVOLVE.onTypeChange(),
            EVOLVE.onRename(),
            EVOLVE.onTruncate(),
            OnDropTable.DROP,
            EVOLVE.onRenameTable());

    @Test
    void aRenamedColumnKeepsItsValues() {
        assertThat(names(EVOLVE, "id,a", new Step.ColumnRenamed("a", "b"))).containsExactly("id", "b");
        assertThat(names(LENIENT, "id,a", new Step.ColumnRenamed("a", "b"))).containsExactly("id", "a");
    }

    @Test
    void twoColumnsCanChangePlaces() {
        List<TableChange> changes = plan(
                        EVOLVE, "id,a,b", new Step.ColumnRenamed("a", "b"), new Step.ColumnRenamed("b", "a"))
                .changes();
        assertThat(changes)
                .containsExactly(
                        new TableChange.RenameColumn("a", "a__old"),
                        new TableChange.RenameColumn("b", "a"),
                        new TableChange.RenameColumn("a__old", "b"));
    }

    @Test
    void aDroppedColumnStaysGoesOrMovesAside() {
        Step dropped = new Step.ColumnDropped("a");
        assertThat(names(EVOLVE, "id,a", dropped)).containsExactly("id", "a");
        assertThat(names(DROPPING, "id,a", dropped)).containsExactly("id");
    }

    @Test
    void aNameThatIsUsedAgainIsAnotherColumn() {
        assertThat(names(EVOLVE, "id,a", new Step.ColumnAdded("a"))).containsExactly("id", "a__old");
        assertThat(names(EVOLVE, "id,a,b", new Step.ColumnRenamed("b", "a"))).containsExactly("id", "a__old", "a");
    }

    @Test
    void truncatesAndDropsOfTablesFollowThePolicy() {
        assertThat(plan(EVOLVE, "id", new Step.TableTruncated()).truncate()).isTrue();
        assertThat(plan(LENIENT, "id", new Step.TableTruncated()).truncate()).isFalse();
        assertThat(plan(EVOLVE, "id", new Step.TableDropped()).changes()).isEmpty();
        assertThat(plan(DROPPING, "id", new Step.TableDropped()).changes())
                .containsExactly(new TableChange.DropTable());
        assertThat(plan(EVOLVE, "id", new Step.TableCreated()).changes())
                .containsExactly(new TableChange.RenameTable("orders__old"));
        assertThat(plan(EVOLVE, "id", new Step.TableRenamed(new TableId("shop", "sales")))
                        .changes())
                .containsExactly(new TableChange.RenameTable("sales"));
        assertThat(plan(EVOLVE, "id", new Step.TableRenamed(new TableId("elsewhere", "sales")))
                        .changes())
                .isEmpty();
        assertThat(plan(LENIENT, "id", new Step.TableRenamed(new TableId("shop", "sales")))
                        .changes())
                .isEmpty();
    }

    @Test
    void nothingHappensToATableThatIsNotThereOrIsToStay() {
        DefinitionChange change = new DefinitionChange("...", 3, List.of(new Step.ColumnDropped("a")));
        assertThat(DefinitionPlan.of("orders", null, change, DROPPING, TableId::table)
                        .changes())
                .isEmpty();
        assertThat(names(EvolutionPolicy.of(Behavior.IGNORE), "id,a", new Step.ColumnRenamed("a", "b")))
                .containsExactly("id", "a");
        assertThatThrownBy(() -> plan(EvolutionPolicy.of(Behavior.EXCEPTION), "id,a", new Step.ColumnAdded("a")))
                .isInstanceOf(UnwantedChangeException.class);
    }

    private static List<String> names(EvolutionPolicy policy, String columns, Step... steps) {
        TableModel model = new TableModel(schema(columns));
        plan(policy, columns, steps).changes().forEach(model::apply);
        return model.names();
    }

    private static DefinitionPlan plan(EvolutionPolicy policy, String columns, Step... steps) {
        return DefinitionPlan.of(
                "orders",
                new TableModel(schema(columns)).stored(),
                new DefinitionChange("ALTER TABLE ...", 3, List.of(steps)),
                policy,
                to -> to.database().equals("shop") ? to.table() : null);
    }

    private static TableSchema schema(String columns) {
        return new TableSchema(
                Stream.of(columns.split(","))
                        .map(name -> new Column(name, new ColumnType.Int(32), true))
                        .toList(),
                List.of("id"));
    }
}
