package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.sql.SnowflakeException;
import dev.freshet.local.snowflake.sql.Statement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A session's transaction. The engine's own begins with its first statement, after the table locks of that statement are held: so it sees
 * what was committed until then, as a statement in Snowflake does.
 */
final class Transaction {
    private enum State {
        NONE,
        DECLARED,
        OPEN,
        /** A statement failed: nothing but its end is taken. */
        FAILED
    }

    private final DuckDBConnection connection;
    private final Engine engine;
    private final EngineSession session;
    private final List<Runnable> onCommit = new ArrayList<>();
    private State state = State.NONE;
    private volatile @Nullable Told told;

    /** What SHOW TRANSACTIONS tells of one that was begun by BEGIN. */
    record Told(long id, String name, Instant since) {}

    Transaction(DuckDBConnection connection, Engine engine, EngineSession session) {
        this.connection = connection;
        this.engine = engine;
        this.session = session;
    }

    void require(Statement statement) {
        boolean ends = statement instanceof Statement.Rollback || statement instanceof Statement.Commit;
        if (state == State.FAILED && !ends) {
            throw new SnowflakeException(
                    "000090",
                    "25000",
                    "Statements in an aborted transaction are refused until ROLLBACK (TRANSACTION_ABORT_ON_ERROR)");
        }
    }

    /** @param name empty: one is made up */
    void begin(String name) {
        if (state == State.NONE) {
            state = State.DECLARED;
            String shown = name.isEmpty() ? UUID.randomUUID().toString() : name;
            told = new Told(engine.nextTransaction(), shown, Instant.now());
        }
    }

    /** Null when there is none, or a statement's own. Asked from any thread. */
    @Nullable
    Told told() {
        return told;
    }

    boolean active() {
        return state != State.NONE;
    }

    void commit() throws SQLException {
        if (state == State.FAILED) {
            rollback();
            throw new SnowflakeException(
                    "000090", "25000", "The transaction was aborted by an error in it: rolled back");
        }
        if (state == State.OPEN) {
            try {
                Engine.execute(connection, "COMMIT");
            } catch (SQLException e) {
                ended();
                throw e;
            }
            onCommit.forEach(Runnable::run);
        }
        ended();
    }

    void rollback() throws SQLException {
        try {
            if (state == State.OPEN) {
                Engine.execute(connection, "ROLLBACK");
            }
        } finally {
            ended();
        }
    }

    private void ended() {
        state = State.NONE;
        told = null;
        onCommit.clear();
        engine.locks().release(session);
    }

    /** Takes part in the session's transaction, or is one of its own when the session commits by itself. */
    <T> T within(Body<T> body) throws SQLException {
        boolean own = state == State.NONE && session.autoCommit();
        if (state == State.NONE) {
            state = State.DECLARED;
        }
        if (state == State.DECLARED) {
            Engine.execute(connection, "BEGIN TRANSACTION");
            state = State.OPEN;
        }
        T result;
        try {
            result = body.run();
        } catch (SQLException | RuntimeException e) {
            if (own) {
                quietlyRollBack(e);
            }
            throw e;
        }
        if (own) {
            commit();
        }
        return result;
    }

    private void quietlyRollBack(Exception cause) {
        try {
            rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** A statement failed. The engine cannot take back one statement of a transaction, so that all of it is lost. */
    void failed() {
        if (state == State.OPEN || state == State.DECLARED) {
            boolean open = state == State.OPEN;
            state = State.FAILED;
            told = null;
            onCommit.clear();
            engine.locks().release(session);
            if (open) {
                try {
                    Engine.execute(connection, "ROLLBACK");
                } catch (SQLException e) {
                    throw EngineErrors.of(e);
                }
            }
        } else if (state == State.NONE) {
            engine.locks().release(session);
        }
    }

    void whenCommitted(Runnable action) {
        onCommit.add(action);
    }

    @FunctionalInterface
    interface Body<T> {
        T run() throws SQLException;
    }
}
