package dev.freshet.source.service;

import static dev.freshet.source.service.SourceServiceIT.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.DefinitionChange.Step.ColumnAdded;
import dev.freshet.event.DefinitionChange.Step.ColumnDropped;
import dev.freshet.event.DefinitionChange.Step.ColumnRenamed;
import dev.freshet.event.DefinitionChange.Step.TableContinued;
import dev.freshet.event.DefinitionChange.Step.TableDropped;
import dev.freshet.event.DefinitionChange.Step.TableRenamed;
import dev.freshet.event.DefinitionChange.Step.TableReplaced;
import dev.freshet.event.DefinitionChange.Step.TableTruncated;
import dev.freshet.event.TableId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a statement did stands between the rows before and the rows after it, in every partition, once. */
class DefinitionChangesIT {
    private static final int ROUNDS = 16;
    private static final Runtime.Version INVISIBLE = Runtime.Version.parse("8.0.23");

    private static DefinitionHouse house;

    @BeforeAll
    static void start() {
        house = DefinitionHouse.open();
        run("CREATE DATABASE shop", "CREATE DATABASE hidden");
        for (String table : List.of("columns", "big", "unseen", "swapped", "renamed", "killed", "gone", "rekeyed")) {
            run("CREATE TABLE shop." + table + " (id INT PRIMARY KEY, name VARCHAR(50))");
            insert(table, 0);
        }
        run("CREATE TABLE hidden.found (id INT PRIMARY KEY)", "INSERT INTO hidden.found VALUES (1)");
        house.capture("src", "\"tables\":[\"shop\\\\..*\"]");
    }

    @AfterAll
    static void stop() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void columnsAndTruncate() {
        run("ALTER TABLE shop.columns ADD COLUMN c INT DEFAULT 7 FIRST");
        insert("columns(id)", 100);
        run("ALTER TABLE shop.columns RENAME COLUMN c TO `d e`, CHANGE name title VARCHAR(60)");
        insert("columns(id)", 200);
        run("/* app */ ALTER TABLE shop.`columns` DROP COLUMN `d e`", "TRUNCATE shop.columns");
        insert("columns(id)", 300);
        run("CREATE TABLE IF NOT EXISTS shop.columns (id INT PRIMARY KEY)");
        run("ALTER TABLE shop.columns ADD made TIMESTAMP DEFAULT CURRENT_TIMESTAMP");
        insert("columns(id)", 400);
        house.expect(
                "src.shop.columns",
                50,
                List.of(new ColumnAdded("c")),
                List.of(new ColumnRenamed("c", "d e"), new ColumnRenamed("name", "title")),
                List.of(new ColumnDropped("d e")),
                List.of(new TableTruncated()),
                List.of(new ColumnAdded("made")));
        house.awaitActivity("rows.changed-silently", "shop.columns", "made");
        house.awaitActivity("schema.changed", "shop.columns: column c added", "ADD COLUMN c");
        house.awaitActivity("schema.version", "src.shop.columns: version 2", "compatible", "added column c as int32");
        house.awaitActivity("schema.version", "src.shop.columns: version 3", "breaking", "dropped column c");
    }

    /** Debezium reads these as doubles. */
    @Test
    void theDefaultOfABigintIsExact() {
        run(
                "ALTER TABLE shop.big ADD COLUMN a BIGINT DEFAULT 8146744981152594304, ADD b BIGINT NOT NULL DEFAULT '-9007199254740993',"
                        + " ADD c BIGINT UNSIGNED DEFAULT 18446744073709551615");
        insert("big(id)", 100);
        Topic.Change change = house.expect(
                        "src.shop.big", 20, List.of(new ColumnAdded("a"), new ColumnAdded("b"), new ColumnAdded("c")))
                .getLast();
        assertThat(change.initial("a")).isEqualTo(8146744981152594304L);
        assertThat(change.initial("b")).isEqualTo(-9007199254740993L);
        assertThat(change.initial("c")).isEqualTo(new BigDecimal("18446744073709551615"));
        assertThat(change.value("a")).isEqualTo(8146744981152594304L);
    }

    @Test
    void columnsBecomeInvisibleAndVisible() {
        Runtime.Version server = house.stack().mysql().version();
        String hide = "ALTER TABLE shop.unseen ALTER COLUMN name SET INVISIBLE";
        if (server.compareTo(INVISIBLE) < 0) {
            System.out.println("MySQL " + server + " has no INVISIBLE columns (" + INVISIBLE
                    + " has). FRESHET_MYSQL=8.0.33 proves them.");
            assertThatThrownBy(() -> run(hide)).hasMessageContaining("syntax");
            return;
        }
        run(hide);
        insert("unseen(id)", 100);
        run("UPDATE shop.unseen SET name = 'seen' WHERE id = 100");
        run("ALTER TABLE shop.unseen ADD COLUMN c INT DEFAULT 7 INVISIBLE FIRST, ADD d INT");
        insert("unseen(id)", 200);
        run("ALTER TABLE shop.unseen ALTER COLUMN name SET VISIBLE, CHANGE c e INT DEFAULT 7 VISIBLE, DROP COLUMN d");
        insert("unseen(id)", 300);
        List<Topic.Change> changes = house.expect(
                "src.shop.unseen",
                41,
                List.of(),
                List.of(new ColumnAdded("c"), new ColumnAdded("d")),
                List.of(new ColumnRenamed("c", "e"), new ColumnDropped("d")));
        assertThat(changes.get(20).value("name")).isEqualTo("seen");
        assertThat(changes.get(30).value("c")).isEqualTo(7);
        assertThat(changes.getLast().value("e")).isEqualTo(7);
    }

    @Test
    void aSchemaMigrationToolSwapsTables() {
        run(
                "CREATE TABLE shop._swapped_new LIKE shop.swapped",
                "ALTER TABLE shop._swapped_new ADD COLUMN extra VARCHAR(9) DEFAULT 'more'",
                "INSERT INTO shop._swapped_new (id, name) SELECT id, name FROM shop.swapped",
                "RENAME TABLE shop.swapped TO shop._swapped_old, shop._swapped_new TO shop.swapped",
                "DROP TABLE shop._swapped_old");
        insert("swapped(id)", 100);
        List<Topic.Change> changes = house.expect("src.shop.swapped", 20, List.of(new TableReplaced()));
        assertThat(changes.getLast().value("extra")).isEqualTo("more");
        assertThat(house.topics()).noneMatch(topic -> topic.contains("_swapped_"));
        assertThat(house.activities()).noneMatch(DefinitionHouse.of("table.rows-missing", "swapped"));
    }

    @Test
    void tablesAreRenamedAndDropped() {
        run("RENAME TABLE shop.renamed TO shop.other");
        insert("other", 100);
        run("RENAME TABLE hidden.found TO shop.found", "INSERT INTO shop.found VALUES (2)");
        run("DROP TABLE shop.gone", "CREATE TABLE shop.fresh (id INT PRIMARY KEY)", "DROP TABLE shop.fresh");
        house.expect("src.shop.renamed", 10, List.of(new TableRenamed(new TableId("shop", "other"))));
        house.expect("src.shop.other", 10, List.of(new TableContinued(new TableId("shop", "renamed"))));
        house.expect("src.shop.gone", 10, List.of(new TableDropped()));
        house.expectRows("src.shop.found", "id", 1, 2);
        assertThat(house.topics()).doesNotContain("src.shop.fresh");
        house.awaitActivity("table.rows-missing", "shop.found");
    }

    @Test
    void aTableWhoseKeyNoEventBringsIsReadAnew() {
        run("ALTER TABLE shop.rekeyed DROP PRIMARY KEY, ADD uid INT AUTO_INCREMENT PRIMARY KEY");
        run("UPDATE shop.rekeyed SET name = 'after' WHERE uid = 1", "DELETE FROM shop.rekeyed WHERE uid = 2");
        house.expectRows("src.shop.rekeyed", "uid", 1, 3, 4, 5, 6, 7, 8, 9, 10);
        house.expectSteps(
                "src.shop.rekeyed",
                List.of(new ColumnAdded("uid"), new Step.SnapshotBegun()),
                List.of(new Step.SnapshotBegun()),
                List.of(new Step.SnapshotEnded()));
        house.awaitActivity("rows.unidentified", "shop.rekeyed", "uid");
        house.awaitActivity("snapshot.started", "shop.rekeyed");
    }

    @Test
    void aKilledServiceLeavesEachBoundaryOnce() throws Exception {
        List<List<Step>> expected = new ArrayList<>();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                run("ALTER TABLE shop.killed ADD c" + i + " INT");
                insert("killed(id)", 100 + i * 10);
                run(
                        "CREATE TABLE shop._killed_new LIKE shop.killed",
                        "RENAME TABLE shop.killed TO shop._killed_old, shop._killed_new TO shop.killed",
                        "DROP TABLE shop._killed_old");
            }
        });
        for (int i = 0; i < ROUNDS; i++) {
            expected.add(List.of(new ColumnAdded("c" + i)));
            expected.add(List.of(new TableReplaced()));
        }
        await(() -> house.topics().contains("src.shop.killed"));
        house.stack().sourceService().process().killAndRestart();
        writer.join();
        insert("killed(id)", 10);
        house.expectAll("src.shop.killed", 10 + 10 * ROUNDS + 10, expected);
    }

    private static void insert(String table, int first) {
        house.insert("shop." + table, first);
    }

    private static void run(String... statements) {
        house.run(statements);
    }
}
