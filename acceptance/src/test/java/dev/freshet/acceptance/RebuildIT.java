package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.local.client.Resource.Kind;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A statement that the log does not say the rows of: the table is read anew and rebuilt beside itself, whoever is killed meanwhile. */
@TestInstance(Lifecycle.PER_CLASS)
class RebuildIT {
    private static final int ROWS = 30_000;

    private House house;

    @BeforeAll
    void aSite() {
        house = House.shared();
        house.stack().mysql().execute("CREATE DATABASE site", "CREATE DATABASE staging");
        for (String table : new String[] {"visits", "carts", "calm"}) {
            house.stack().mysql().execute("CREATE TABLE site." + table + " (id INT PRIMARY KEY, page VARCHAR(200))");
        }
        fill("site.visits", ROWS);
        fill("site.carts", 10);
        fill("site.calm", 10);
        house.capture("site");
        house.postgres("pg");
        house.duckdb("duck");
        house.pipeline("to-pg", "site", "pg", "");
        house.pipeline("to-duck", "site", "duck", "");
        house.awaitEqual("site", house.postgresSide());
        house.awaitEqual("site", house.duckdbSide("duck"));
    }

    @AfterAll
    void close() {
        house.close();
    }

    private void fill(String table, int rows) {
        for (int first = 1; first <= rows; first += 20_000) {
            house.stack()
                    .mysql()
                    .execute(
                            "SET SESSION cte_max_recursion_depth = 1000000",
                            "INSERT INTO " + table
                                    + " WITH RECURSIVE n (i) AS (SELECT " + first
                                    + " UNION ALL SELECT i + 1 FROM n WHERE i < "
                                    + Math.min(rows, first + 19_999) + ") SELECT i, CONCAT('/page/', i) FROM n");
        }
    }

    @Test
    void aKeyThatNoEventBrings() throws InterruptedException {
        grant();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean empty = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().daemon().start(() -> {
            while (!ended.get()) {
                String rows = house.postgresValue("SELECT count(*) FROM site.visits");
                empty.compareAndSet(false, rows == null || Integer.parseInt(rows) < ROWS / 2);
                LockSupport.parkNanos(50_000_000);
            }
        });
        house.stack()
                .mysql()
                .execute(
                        "ALTER TABLE site.visits DROP PRIMARY KEY, ADD COLUMN uid BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY FIRST",
                        "UPDATE site.visits SET page = '/after' WHERE uid % 1000 = 0",
                        "DELETE FROM site.visits WHERE uid % 1001 = 0",
                        "INSERT INTO site.visits (id, page) VALUES (1, '/twice')",
                        "INSERT INTO site.calm VALUES (100, '/meanwhile')");
        house.awaitState(Kind.SOURCE, "site", "SNAPSHOTTING");
        house.stack().sourceService().process().killAndRestart();
        await("rows come into the new table")
                .atMost(House.PATIENCE)
                .ignoreExceptions()
                .until(() -> !"0".equals(house.postgresValue("SELECT count(*) FROM site._freshet_rebuild_visits")));
        house.stack().sinkService().process().killAndRestart();
        house.stack().mysql().execute("UPDATE site.visits SET page = '/later' WHERE uid % 999 = 0");
        house.awaitEqual("site", house.postgresSide());
        house.awaitEqual("site", house.duckdbSide("duck"));
        ended.set(true);
        reader.join();
        assertThat(empty).as("the table was readable all the time").isFalse();
        assertThat(house.postgresValue("SELECT has_table_privilege('analyst', 'site.visits', 'SELECT')"))
                .isEqualTo("t");
        assertThat(house.postgresValue("SELECT conname FROM pg_constraint WHERE conrelid = 'site.visits'::regclass"
                        + " AND contype = 'p'"))
                .isEqualTo("visits_pkey");
        house.awaitState(Kind.PIPELINE, "to-pg", "STREAMING");
        house.awaitState(Kind.PIPELINE, "to-duck", "STREAMING");
    }

    @Test
    void tablesThatComeIntoSightBringTheRowsThatTheyHave() {
        house.stack()
                .mysql()
                .execute(
                        "CREATE TABLE staging.carts (id INT PRIMARY KEY, page VARCHAR(200))",
                        "CREATE TABLE staging.bought (id INT PRIMARY KEY, page VARCHAR(200))");
        fill("staging.carts", 500);
        fill("staging.bought", 500);
        house.stack()
                .mysql()
                .execute(
                        "DELETE FROM staging.carts WHERE id < 5",
                        "DROP TABLE site.carts",
                        "RENAME TABLE staging.carts TO site.carts, staging.bought TO site.bought",
                        "INSERT INTO site.carts VALUES (1000, '/later')",
                        "INSERT INTO site.bought VALUES (1000, '/later')");
        house.awaitEqual("site", house.postgresSide());
        house.awaitEqual("site", house.duckdbSide("duck"));
    }

    private void grant() {
        house.postgresExecute(
                "CREATE ROLE analyst",
                "GRANT USAGE ON SCHEMA site TO analyst",
                "GRANT SELECT ON site.visits TO analyst");
    }
}
