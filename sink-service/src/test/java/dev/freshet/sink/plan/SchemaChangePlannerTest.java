package dev.freshet.sink.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.Flush;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.control.resource.SchemaChanges;
import dev.freshet.control.resource.TableKeys;
import dev.freshet.ddl.mysql.DdlReader;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.EvolutionPolicy.Behavior;
import dev.freshet.evolution.EvolutionPolicy.OnDrop;
import dev.freshet.evolution.EvolutionPolicy.OnDropTable;
import dev.freshet.evolution.EvolutionPolicy.OnRename;
import dev.freshet.evolution.EvolutionPolicy.OnRenameTable;
import dev.freshet.evolution.EvolutionPolicy.OnTruncate;
import dev.freshet.evolution.EvolutionPolicy.OnTypeChange;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.StoredTable.StoredColumn;
import dev.freshet.schema.ColumnType;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.InMemoryDestination;
import dev.freshet.sink.plan.TablePlan.How;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaChangePlannerTest {
    private static final StoredTable ORDERS = new StoredTable(
            List.of(
                    column("id", new ColumnType.Int(32), false),
                    column("note", new ColumnType.Text(), true),
                    column("total", new ColumnType.Decimal(10, 2), true)),
            List.of("id"));
    private static final EvolutionPolicy FOLLOWS_ALL = new EvolutionPolicy(
            Behavior.EVOLVE,
            OnDrop.DROP,
            OnTypeChange.COPY,
            OnRename.RENAME,
            OnTruncate.APPLY,
            OnDropTable.DROP,
            OnRenameTable.RENAME);

    @Test
    void aNewColumnIsAddedInPlace() {
        TablePlan plan = orders("ADD COLUMN status INT NOT NULL DEFAULT 3");
        assertThat(plan.steps())
                .containsExactly(new TablePlan.Step(
                        "added column status as int32",
                        How.IN_PLACE,
                        List.of("shop.orders: added column status as int32")));
        assertThat(plan.blocks()).isFalse();
        assertThat(plan.remarks()).isEmpty();
    }

    @Test
    void aWiderTypeRewritesAndANarrowerOneIsNothing() {
        assertThat(orders("MODIFY total DECIMAL(14,2)").steps())
                .extracting(TablePlan.Step::what, TablePlan.Step::how)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "widened column total from decimal(10,2) to decimal(14,2)", How.REWRITE));
        assertThat(orders("MODIFY total DECIMAL(8,2)").steps()).isEmpty();
        assertThat(orders("MODIFY NOTE VARCHAR(500)").steps()).isEmpty();
        assertThat(orders("ADD INDEX i (note)").steps()).isEmpty();
    }

    @Test
    void aCopyIsMadeWhereThePolicySaysSo() {
        assertThat(orders("MODIFY id BIGINT NOT NULL", FOLLOWS_ALL).steps())
                .extracting(TablePlan.Step::how)
                .containsExactly(How.COPY);
    }

    @Test
    void aRenamedColumnKeepsItsValuesAndTakesItsNewType() {
        assertThat(words(orders("CHANGE total amount DECIMAL(12,2)")))
                .containsExactly(
                        "renamed column total to amount", "widened column amount from decimal(10,2) to decimal(12,2)");
        assertThat(words(orders("RENAME COLUMN note TO remark", EvolutionPolicy.of(Behavior.LENIENT))))
                .containsExactly("added column remark as text");
        assertThat(words(orders("RENAME COLUMN id TO order_id"))).containsExactly("renamed column id to order_id");
    }

    @Test
    void aDroppedColumnBlocksOnlyWhereItsValuesGo() {
        assertThat(orders("DROP COLUMN note").blocks()).isFalse();
        assertThat(orders("DROP COLUMN note").steps()).isEmpty();
        assertThat(orders("DROP COLUMN note", FOLLOWS_ALL).losesData()).isTrue();
        assertThat(words(orders("DROP COLUMN note, ADD COLUMN note JSON")))
                .containsExactly("renamed column note to note__old", "added column note as json");
    }

    @Test
    void aKeyThatRowsCannotHaveRebuildsTheTableOrLetsItRest() {
        String statement = "ADD COLUMN n BIGINT AUTO_INCREMENT, DROP PRIMARY KEY, ADD PRIMARY KEY (n)";
        TablePlan fresh = orders(statement);
        assertThat(fresh.rests()).isFalse();
        assertThat(words(fresh))
                .containsExactly(
                        "began to rebuild the table; the rows that are there stay readable",
                        "added column n as int64",
                        "changed the key from (id) to (n)");
        assertThat(fresh.remarks())
                .anyMatch(remark -> remark.contains("reads the table anew"))
                .anyMatch(remark -> remark.contains("stays readable"));
        assertThat(orders(statement, EvolutionPolicy.of(Behavior.LENIENT)).rests())
                .isTrue();
        assertThat(orders("DROP PRIMARY KEY").rests()).isTrue();
        TablePlan other = orders("DROP PRIMARY KEY, ADD PRIMARY KEY (id, note)");
        assertThat(other.rests()).isFalse();
        assertThat(words(other)).containsExactly("changed the key from (id) to (id, note)");
    }

    @Test
    void aPolicyThatWaitsForAPersonBlocksWhateverChanges() {
        EvolutionPolicy exception = EvolutionPolicy.of(Behavior.EXCEPTION);
        assertThat(orders("ADD COLUMN a INT", exception).rests()).isTrue();
        assertThat(orders("ADD INDEX i (note)", exception).rests()).isFalse();
        TablePlan ignored = orders("ADD COLUMN a INT", EvolutionPolicy.of(Behavior.IGNORE));
        assertThat(ignored.steps()).isEmpty();
        assertThat(ignored.remarks()).anyMatch(remark -> remark.contains("ignore"));
    }

    @Test
    void wholeTablesFollowThePolicy() {
        assertThat(one("DROP TABLE shop.orders", EvolutionPolicy.DEFAULT).blocks())
                .isFalse();
        assertThat(one("DROP TABLE shop.orders", FOLLOWS_ALL).losesData()).isTrue();
        assertThat(one("TRUNCATE TABLE shop.orders", EvolutionPolicy.DEFAULT).losesData())
                .isTrue();
        assertThat(words(plan("RENAME TABLE shop.orders TO shop.sales", EvolutionPolicy.DEFAULT)
                        .getFirst()))
                .containsExactly("renamed the table to sales");
        assertThat(plan("DROP DATABASE shop", FOLLOWS_ALL).getFirst().losesData())
                .isTrue();
    }

    @Test
    void statementsArePlannedOneAfterAnother() {
        TablePlan plan = one("""
                ALTER TABLE orders MODIFY id BIGINT NOT NULL;
                ALTER TABLE orders MODIFY id BIGINT NOT NULL, ADD COLUMN size INT NOT NULL DEFAULT 1;
                ALTER TABLE orders MODIFY size BIGINT;
                ALTER TABLE orders RENAME COLUMN size TO weight;
                ALTER TABLE orders MODIFY weight BIGINT NOT NULL, DROP PRIMARY KEY, ADD PRIMARY KEY (id, weight)""", EvolutionPolicy.DEFAULT);
        assertThat(words(plan))
                .containsExactly(
                        "widened column id from int32 to int64",
                        "added column size as int32",
                        "widened column size from int32 to int64",
                        "renamed column size to weight",
                        "changed the key from (id) to (id, weight)");
        assertThat(plan.rests()).isFalse();
    }

    @Test
    void aTableIsFollowedUnderItsNewName() {
        List<TablePlan> plans = plan("""
                RENAME TABLE orders TO sales; ALTER TABLE sales ADD a INT; CREATE TABLE orders (id INT PRIMARY KEY);
                ALTER TABLE orders ADD b INT; DROP TABLE sales""", FOLLOWS_ALL);
        assertThat(plans).extracting(TablePlan::source).containsExactly("shop.orders", "shop.sales");
        assertThat(words(plans.get(0))).containsExactly("renamed the table to sales");
        assertThat(plans.get(0).remarks()).anyMatch(remark -> remark.contains("has no such table"));
        assertThat(plans.get(1).steps())
                .extracting(TablePlan.Step::what, TablePlan.Step::sql)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "added column a as int32", List.of("shop.sales: added column a as int32")),
                        org.assertj.core.groups.Tuple.tuple(
                                "dropped the table", List.of("shop.sales: dropped the table")));
        assertThat(plans.get(1).losesData()).isTrue();
    }

    @Test
    void tablesThatAreNotThereAreSaidToBeSo() {
        assertThat(one("ALTER TABLE other.t ADD a INT", EvolutionPolicy.DEFAULT).remarks())
                .containsExactly("this pipeline does not take the table");
        assertThat(one("ALTER TABLE shop.t ADD a INT", EvolutionPolicy.DEFAULT).remarks())
                .anyMatch(remark -> remark.contains("has no such table"));
    }

    private static StoredColumn column(String name, ColumnType type, boolean nullable) {
        return new StoredColumn(name, type, "", nullable);
    }

    private static List<String> words(TablePlan plan) {
        return plan.steps().stream().map(TablePlan.Step::what).toList();
    }

    private static TablePlan orders(String clauses) {
        return orders(clauses, EvolutionPolicy.DEFAULT);
    }

    private static TablePlan orders(String clauses, EvolutionPolicy policy) {
        return one("ALTER TABLE orders " + clauses, policy);
    }

    private static TablePlan one(String statement, EvolutionPolicy policy) {
        List<TablePlan> plans = plan(statement, policy);
        assertThat(plans).hasSize(1);
        return plans.getFirst();
    }

    private static List<TablePlan> plan(String statement, EvolutionPolicy policy) {
        PipelineSpec spec = new PipelineSpec(
                "src",
                List.of("shop\\..*"),
                "warehouse",
                Mode.UPSERT,
                Deletes.HARD,
                "${database}",
                "${table}",
                Flush.DEFAULT,
                new SchemaChanges(policy, Map.of()),
                TableKeys.NONE);
        try (Destination destination = new InMemoryDestination()) {
            return new SchemaChangePlanner(
                            spec,
                            table -> table.equals(new TableName("shop", "orders"))
                                    ? Optional.of(ORDERS)
                                    : Optional.empty(),
                            destination)
                    .plan(DdlReader.statements(statement, "shop"));
        }
    }
}
