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
    void aShop() {
        house = House.open();
        house.stack().mysql().execute("CREATE DATABASE shop", "CREATE DATABASE staging");
        for (String table : new String[] {"visits", "carts", "calm"}) {
            house.stack().mysql().execute("CREATE TABLE shop." + table + " (id INT PRIMARY KEY, page VARCHAR(200))");
        }
        fill("shop.visits", ROWS);
        fill("shop.carts", 10);
        fill("shop.calm", 10);
        house.capture("shop");
        house.postgres("pg");
        house.duckdb("duck");
        house.pipeline("to-pg", "shop", "pg", "");
        house.pipeline("to-duck", "shop", "duck", "");
        house.awaitEqual("shop", house.postgresSide());
        house.awaitEqual("shop", house.duckdbSide("duck"));
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
                String rows = house.postgresValue("SELECT count(*) FROM shop.visits");
                empty.compareAndSet(false, rows == null || Integer.parseInt(rows) < ROWS / 2);
                LockSupport.parkNanos(50_000_000);
            }
        });
        house.stack()
                .mysql()
                .execute(
                        "ALTER TABLE shop.visits DROP PRIMARY KEY, ADD COLUMN uid BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY FIRST",
                        "UPDATE shop.visits SET page = '/after' WHERE uid % 1000 = 0",
                        "DELETE FROM shop.visits WHERE uid % 1001 = 0",
                        "INSERT INTO shop.visits (id, page) VALUES (1, '/twice')",
                        "INSERT INTO shop.calm VALUES (100, '/meanwhile')");
        house.awaitState(Kind.SOURCE, "shop", "SNAPSHOTTING");
        house.stack().sourceService().process().killAndRestart();
        await("rows come into the new table")
                .atMost(House.PATIENCE)
                .ignoreExceptions()
                .until(() -> !"0".equals(house.postgresValue("SELECT count(*) FROM shop._freshet_rebuild_visits")));
        house.stack().sinkService().process().killAndRestart();
        house.stack().mysql().execute("UPDATE shop.visits SET page = '/later' WHERE uid % 999 = 0");
        house.awaitEqual("shop", house.postgresSide());
        house.awaitEqual("shop", house.duckdbSide("duck"));
        ended.set(true);
        reader.join();
        assertThat(empty).as("the table was readable all the time").isFalse();
        assertThat(house.postgresValue("SELECT has_table_privilege('analyst', 'shop.visits', 'SELECT')"))
                .isEqualTo("t");
        assertThat(house.postgresValue("SELECT conname FROM pg_constraint WHERE conrelid = 'shop.visits'::regclass"
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
                        "DROP TABLE shop.carts",
                        "RENAME TABLE staging.carts TO shop.carts, staging.bought TO shop.bought",
                        "INSERT INTO shop.carts VALUES (1000, '/later')",
                        "INSERT INTO shop.bought VALUES (1000, '/later')");
        house.awaitEqual("shop", house.postgresSide());
        house.awaitEqual("shop", house.duckdbSide("duck"));
    }

    private void grant() {
        house.postgresExecute(
                "CREATE ROLE analyst",
                "GRANT USAGE ON SCHEMA shop TO analyst",
                "GRANT SELECT ON shop.visits TO analyst");
    }
}
