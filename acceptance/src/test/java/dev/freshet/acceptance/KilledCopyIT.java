package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.acceptance.StepHolds.Point;
import dev.freshet.local.client.Resource.Kind;
import dev.freshet.local.process.ManagedProcess;
import dev.freshet.local.workload.Shop;
import dev.freshet.local.workload.ShopLoader;
import dev.freshet.local.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The sink is killed in the middle of each step of a copy, and of what else rewrites a table, while rows come for that table and for others.
 * Whoever is next takes it up, and every row is there.
 */
class KilledCopyIT {
    private static final int ROWS_PER_SECOND = 50;
    private static House house;
    private static int marker;
    private static long asked = System.nanoTime();
    private Workload workload;

    @BeforeAll
    static void aShopInTwoDestinations() throws SQLException {
        house = House.open();
        try (Connection connection = house.stack().mysql().connect("")) {
            ShopLoader.load(connection, new Shop.Sizes(500, 100, 40_000, 2_000), 3);
        }
        house.stack().mysql().execute("CREATE TABLE shop.markers (id INT PRIMARY KEY)");
        house.capture("shop");
        house.postgres("pg");
        house.duckdb("duck");
        String copying =
                "schemaChanges:\n  onTypeChange: copy\n  tables:\n    shop\\.products: {onTypeChange: widen}\n";
        house.pipeline("to-pg", "shop", "pg", copying);
        house.pipeline("to-duck", "shop", "duck", copying);
        house.awaitState(Kind.SOURCE, "shop", "STREAMING");
        awaitMarkerInPostgres();
        house.awaitEqual("shop", house.postgresSide());
        house.awaitEqual("shop", house.duckdbSide("duck"));
    }

    @BeforeEach
    void rowsComeForEveryTable() {
        workload = new Workload(() -> house.stack().mysql().connect(""), ROWS_PER_SECOND, 11);
        workload.start();
    }

    @AfterEach
    void noMoreRows() {
        workload.close();
    }

    @AfterAll
    static void closeIt() {
        house.close();
    }

    /** The server holds the sink at each point, and shows that it does: every kill is where it is meant to be. */
    @Test
    void inPostgresEveryStepIsTakenUpAgainAndOtherTablesGoOn() throws SQLException {
        try (StepHolds holds = StepHolds.set(house.stack().postgres())) {
            alter("orders MODIFY customer_id DECIMAL(20,0) NOT NULL");
            for (Point point : EnumSet.range(Point.COLUMN_BEGINS, Point.SWAP_IS_DONE)) {
                long held = holds.awaitHeld(point);
                awaitMarkerInPostgres();
                sink().kill();
                if (point == Point.FILL_IS_UNDER_WAY) {
                    // the server has not noticed yet: the next one finds the table locked
                    sink().start();
                    holds.awaitAnother();
                    holds.release(point, held);
                } else {
                    holds.end(point, held);
                    sink().start();
                }
            }
            alter("products MODIFY stock BIGINT UNSIGNED NOT NULL");
            alter("order_lines DROP PRIMARY KEY, ADD PRIMARY KEY (order_id, line_no, sku)");
            long widening = holds.awaitHeld(Point.STOCK_IS_WIDENED);
            long keying = holds.awaitHeld(Point.OLD_KEY_IS_GONE);
            awaitMarkerInPostgres();
            sink().kill();
            holds.end(Point.STOCK_IS_WIDENED, widening);
            holds.end(Point.OLD_KEY_IS_GONE, keying);
            sink().start();
            finish();
        }
        assertThat(house.postgresValue("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                        + " WHERE attrelid = 'shop.orders'::regclass AND attname = 'customer_id'"))
                .isEqualTo("numeric");
        assertThat(house.postgresValue(
                        "SELECT count(*) FROM information_schema.columns WHERE column_name LIKE '%\\_\\_%'"))
                .isEqualTo("0");
    }

    /**
     * DuckDB lives in the sink and nobody else looks into its file. So a kill is aimed by what the sink says and by the write-ahead log's
     * size: it comes within a few milliseconds after a step has begun, or after its commit began to be written. Where in the step it
     * falls, and whether the step or even the copy is over, is chance: the kill comes all the same.
     */
    @Test
    void inDuckDbACopyIsTakenUpAgain() {
        Path log = house.stack().run().data().resolve("duck.duckdb.wal");
        alter("orders MODIFY total DECIMAL(16,4) NOT NULL");
        killWhen("column", () -> reached(1));
        killWhen("fill", () -> reached(2));
        awaitStep("fill", () -> reached(2));
        long before = size(log);
        killWhen("the fill's commit", () -> size(log) > before || reached(3));
        killWhen("swap", () -> reached(3));
        finish();
        assertThat(house.api()
                        .query(
                                "duck",
                                "SELECT column_name FROM duckdb_columns() WHERE column_name LIKE '%\\_\\_%' ESCAPE '\\'")
                        .rows())
                .isEmpty();
    }

    private void finish() {
        workload.close();
        house.awaitEqual("shop", house.postgresSide());
        house.awaitEqual("shop", house.duckdbSide("duck"));
    }

    private static void killWhen(String step, BooleanSupplier reached) {
        awaitStep(step, reached);
        sink().killAndRestart();
    }

    private static void awaitStep(String step, BooleanSupplier reached) {
        await(step)
                .atMost(House.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(reached::getAsBoolean);
    }

    /** Since the sink was started. */
    private static boolean reached(int step) {
        return IntStream.rangeClosed(step, 3).anyMatch(KilledCopyIT::begun) || over();
    }

    private static boolean over() {
        if (System.nanoTime() - asked < Duration.ofMillis(500).toNanos()) {
            return false;
        }
        try {
            return !house.api()
                    .query(
                            "duck",
                            "SELECT 1 FROM duckdb_columns() WHERE schema_name = 'shop' AND table_name = 'orders'"
                                    + " AND column_name = 'total' AND data_type = 'DECIMAL(16,4)'")
                    .rows()
                    .isEmpty();
        } catch (RuntimeException starting) {
            return false;
        } finally {
            asked = System.nanoTime();
        }
    }

    private static boolean begun(int step) {
        return sink().logSinceStart()
                .lines()
                .anyMatch(line -> line.contains("pipeline=to-duck")
                        && line.contains("step " + step + " of 3 begins in shop.orders for: widened column total"));
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static void alter(String what) {
        house.stack().mysql().execute("ALTER TABLE shop." + what);
    }

    private static ManagedProcess sink() {
        return house.stack().sinkService().process();
    }

    /** A row that is committed now arrives: the pipeline goes on. */
    private static void awaitMarkerInPostgres() {
        marker++;
        house.stack().mysql().execute("INSERT INTO shop.markers VALUES (" + marker + ")");
        await("marker " + marker + " arrives")
                .atMost(House.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> "1".equals(house.postgresValue("SELECT count(*) FROM shop.markers WHERE id = " + marker)));
    }
}
