package dev.freshet.acceptance;

import static org.awaitility.Awaitility.await;

import dev.freshet.local.stack.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Points in the middle of what rewrites tables in PostgreSQL, each of which holds whoever comes to it until it is released: event triggers
 * and triggers of the table ask for an advisory lock that this connection has. Beside the triggers the server does what it always does.
 */
final class StepHolds implements AutoCloseable {
    /** The copy of orders.customer_id, in its order; then a widening in place and another key, each one transaction. */
    enum Point {
        COLUMN_BEGINS,
        COLUMN_IS_THERE,
        FILL_BEGINS,
        FILL_IS_UNDER_WAY,
        SWAP_BEGINS,
        OLD_COLUMN_IS_GONE,
        SWAP_IS_DONE,
        STOCK_IS_WIDENED,
        OLD_KEY_IS_GONE;

        private int lock() {
            return ordinal() + 1;
        }
    }

    private static final List<String> TRIGGERS = List.of(
            "CREATE SCHEMA hold",
            "CREATE SEQUENCE hold.filled",
            """
            CREATE FUNCTION hold.at(point int) RETURNS void LANGUAGE plpgsql SET lock_timeout = 0 AS $$
            BEGIN PERFORM pg_advisory_xact_lock_shared(point); END $$""",
            """
            CREATE FUNCTION hold.ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$
            DECLARE sql text := current_query(); begins boolean := TG_EVENT = 'ddl_command_start'; point int;
            BEGIN
              point := CASE
                WHEN sql LIKE '%ADD COLUMN%"customer_id__new"%' THEN CASE WHEN begins THEN 1 ELSE 2 END
                WHEN begins AND sql LIKE '%DROP COLUMN "customer_id"%' THEN 5
                WHEN sql LIKE '%RENAME COLUMN "customer_id__new"%' THEN CASE WHEN begins THEN 6 ELSE 7 END
                WHEN NOT begins AND sql LIKE '%"products" ALTER COLUMN "stock" TYPE%' THEN 8
                WHEN begins AND sql LIKE '%"order_lines" ADD PRIMARY KEY%' THEN 9
              END;
              IF point IS NOT NULL THEN PERFORM hold.at(point); END IF;
            END $$""",
            """
            CREATE FUNCTION hold.fill() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF current_query() LIKE 'UPDATE%SET "customer_id__new"%' THEN
                IF TG_LEVEL = 'STATEMENT' THEN PERFORM hold.at(3);
                ELSIF nextval('hold.filled') % 1000 = 0 THEN PERFORM hold.at(4); END IF;
              END IF;
              RETURN NEW;
            END $$""",
            "CREATE EVENT TRIGGER hold_begin ON ddl_command_start EXECUTE FUNCTION hold.ddl()",
            "CREATE EVENT TRIGGER hold_end ON ddl_command_end EXECUTE FUNCTION hold.ddl()",
            "CREATE TRIGGER hold_fill BEFORE UPDATE ON shop.orders FOR EACH STATEMENT EXECUTE FUNCTION hold.fill()",
            "CREATE TRIGGER hold_row BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION hold.fill()");

    private final Connection connection;

    private StepHolds(Connection connection) {
        this.connection = connection;
    }

    /** Every point holds from now on. The destination's tables are there. */
    static StepHolds set(PostgresServer server) throws SQLException {
        StepHolds holds = new StepHolds(server.connect());
        for (String sql : TRIGGERS) {
            holds.execute(sql);
        }
        for (Point point : Point.values()) {
            holds.execute("SELECT pg_advisory_lock(" + point.lock() + ")");
        }
        return holds;
    }

    /** Waits until somebody is held there. Returns the server process that is. */
    long awaitHeld(Point point) {
        return awaitOne(
                "somebody comes to " + point,
                "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = " + point.lock());
    }

    /** Waits until somebody else wants to begin the copy and waits for the table. */
    void awaitAnother() {
        awaitOne(
                "another begins and waits for the table",
                "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND wait_event = 'relation'"
                        + " AND query LIKE '%ADD COLUMN%customer_id__new%'");
    }

    /** The point holds nobody any more. Whoever was held, and whose client is gone, goes on until the server finds nobody to answer to. */
    void release(Point point, long orphan) {
        execute("SELECT pg_advisory_unlock(" + point.lock() + ")");
        awaitOne(
                "the server process of the killed sink has given up",
                "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid = " + orphan + ")");
    }

    /** The point holds nobody any more. Whoever was held there ends there, as when the server notices at once that the client is gone. */
    void end(Point point, long orphan) {
        execute("SELECT pg_terminate_backend(" + orphan + ")");
        release(point, orphan);
    }

    private long awaitOne(String what, String sql) {
        return await(what)
                .atMost(House.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> number(sql), found -> found > 0);
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Takes the triggers away. */
    @Override
    public void close() throws SQLException {
        execute("SELECT pg_advisory_unlock_all()");
        execute("DROP EVENT TRIGGER hold_begin");
        execute("DROP EVENT TRIGGER hold_end");
        execute("DROP SCHEMA hold CASCADE");
        connection.close();
    }
}
