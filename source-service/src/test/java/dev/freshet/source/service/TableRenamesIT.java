package dev.freshet.source.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.event.DefinitionChange.Step.ColumnAdded;
import dev.freshet.event.DefinitionChange.Step.SnapshotBegun;
import dev.freshet.event.DefinitionChange.Step.SnapshotEnded;
import dev.freshet.event.DefinitionChange.Step.TableContinued;
import dev.freshet.event.DefinitionChange.Step.TableDropped;
import dev.freshet.event.DefinitionChange.Step.TableRenamed;
import dev.freshet.event.DefinitionChange.Step.TableReplaced;
import dev.freshet.event.TableId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables change their database: as a source sees it that captures both, and one that captures only the first. */
class TableRenamesIT {
    private static DefinitionHouse house;

    @BeforeAll
    static void start() {
        house = DefinitionHouse.open();
        house.run("CREATE DATABASE a", "CREATE DATABASE b", "CREATE DATABASE c", "CREATE DATABASE `d ``e`");
        for (String table : List.of(
                "a.moved", "a.altered", "a.named", "b.home", "`d ``e`.odd", "a.returns", "a.cut", "a.retired")) {
            house.run("CREATE TABLE " + table + " (id INT PRIMARY KEY, name VARCHAR(50))");
            house.insert(table, 0);
        }
        house.run("CREATE TABLE c.joins (id INT PRIMARY KEY, name VARCHAR(50))");
        house.insert("c.joins", 50);
        house.capture("both", "\"tables\":[\"a\\\\..*\",\"b\\\\..*\",\"d .*\"]");
        house.capture("first", "\"databases\":[\"a\"]");
    }

    @AfterAll
    static void stop() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void anUnqualifiedNameIsOfTheDatabaseInUse() {
        house.run("USE a", "RENAME TABLE moved TO b.moved");
        house.insert("b.moved", 100);
        house.run("USE a", "ALTER TABLE altered ADD c INT, RENAME TO b.changed");
        house.insert("b.changed(id)", 100);
        house.run("USE `d ``e`", "RENAME TABLE odd TO b.even");
        house.insert("b.even", 100);

        house.expect("both.a.moved", 10, List.of(new TableRenamed(new TableId("b", "moved"))));
        house.expect("both.b.moved", 10, List.of(new TableContinued(new TableId("a", "moved"))));
        house.expect(
                "both.a.altered", 10, List.of(new ColumnAdded("c"), new TableRenamed(new TableId("b", "changed"))));
        house.expect("both.b.changed", 10, List.of(new TableContinued(new TableId("a", "altered"))));
        house.expect("both.d__e.odd", 10, List.of(new TableRenamed(new TableId("b", "even"))));
        house.expect("both.b.even", 10, List.of(new TableContinued(new TableId("d `e", "odd"))));
        house.expect("first.a.moved", 10, List.of(new TableDropped()));
        house.expect("first.a.altered", 10, List.of(new ColumnAdded("c"), new TableDropped()));
        assertThat(house.topics()).doesNotContain("first.b.moved", "both.b.altered");
    }

    @Test
    void severalTablesOfOneStatementGoTheirOwnWays() {
        house.run("USE b", "RENAME TABLE a.named TO other, home TO a.named");
        house.insert("a.named", 100);

        house.expect(
                "both.a.named",
                20,
                List.of(new TableRenamed(new TableId("b", "other")), new TableContinued(new TableId("b", "home"))));
        house.expect("both.b.other", 0, List.of(new TableContinued(new TableId("a", "named"))));
        house.expect("both.b.home", 10, List.of(new TableRenamed(new TableId("a", "named"))));
    }

    @Test
    void aTableLeavesAndAnotherComesInItsPlace() {
        house.run("RENAME TABLE a.returns TO c.gone");
        house.run("USE c", "RENAME TABLE joins TO a.returns");
        house.insert("a.returns", 100);

        for (String source : List.of("both", "first")) {
            house.expectRows(source + ".a.returns", "id", 50, 59, 100, 109);
            house.expectSteps(
                    source + ".a.returns",
                    List.of(new TableDropped()),
                    List.of(new TableReplaced(), new SnapshotBegun()),
                    List.of(new SnapshotBegun()),
                    List.of(new SnapshotEnded()));
        }
        house.awaitActivity("table.rows-missing", "a.returns");
    }

    @Test
    void aCutOverInTwoStepsMissesNothing() {
        house.run(
                "CREATE TABLE a._cut_gho LIKE a.cut",
                "ALTER TABLE a._cut_gho ADD COLUMN extra VARCHAR(9) DEFAULT 'more'",
                "INSERT INTO a._cut_gho (id, name) SELECT id, name FROM a.cut",
                "RENAME TABLE a.cut TO a._cut_del",
                "RENAME TABLE a._cut_gho TO a.cut",
                "DROP TABLE a._cut_del");
        house.insert("a.cut(id)", 100);

        List<Topic.Change> changes = house.expect("both.a.cut", 20, List.of(), List.of(new TableReplaced()));
        assertThat(changes.getLast().value("extra")).isEqualTo("more");
        house.awaitActivity("schema.changed", "a.cut: replaced by a table");
        assertThat(house.activities()).noneMatch(DefinitionHouse.of("table.rows-missing", "a.cut"));
    }

    @Test
    void aTableSetAsideAndDroppedIsDropped() {
        house.run("RENAME TABLE a.retired TO a._retired_old", "DROP TABLE a._retired_old");

        house.expect("both.a.retired", 10, List.of(), List.of(new TableDropped()));
    }
}
