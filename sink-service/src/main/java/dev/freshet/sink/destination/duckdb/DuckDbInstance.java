package dev.freshet.sink.destination.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The one open instance of a database file: opened with the first connection, closed by {@link #close()} and the end of the last
 * connection. Locked down once open: no statement reaches a file but the database, or changes a setting. Safe for several threads.
 */
final class DuckDbInstance implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DuckDbInstance.class.getName());

    /**
     * Small enough for a service of 300 MB, and enough for upserts into tables of millions of rows; more threads buy little for the statements of a sink. DuckDB would checkpoint after nearly
     * every commit that updates rows here and there, rewriting most of the table: so it is left to {@link #checkpointWhenDue}.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            "memory_limit",
            "128MB",
            "threads",
            "2",
            "preserve_insertion_order",
            "false",
            "checkpoint_threshold",
            "1TB");

    /** Bytes of write-ahead log: about half a million changes, read again in a few seconds after a crash. */
    private static final long CHECKPOINT_AT = 64L << 20;

    private static final String LOCK_DOWN =
            "SET GLOBAL TimeZone = 'UTC'; SET GLOBAL enable_external_access = false; SET GLOBAL lock_configuration = true";

    private final String file;
    private final Map<String, String> config;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final AtomicLong changes = new AtomicLong();
    private @Nullable DuckDBConnection root;

    DuckDbInstance(String file, Map<String, String> config) {
        this.file = file;
        this.config = config;
    }

    /** Held by whoever writes: DuckDB's optimistic transactions would make concurrent writers fail, not wait. */
    ReentrantLock writing() {
        return writing;
    }

    /** Grows with every change of a table. Nobody else can change one: the file has one process, and queries cannot write. */
    long tableChanges() {
        return changes.get();
    }

    void tableChanged() {
        changes.incrementAndGet();
    }

    /** Called by whoever writes, after a commit. */
    void checkpointWhenDue(DuckDBConnection connection) {
        checkpoint(connection, CHECKPOINT_AT);
    }

    /** Called by whoever writes and ran out of memory: updates stay in memory until they are checkpointed. */
    void checkpointNow(DuckDBConnection connection) {
        checkpoint(connection, 1);
    }

    /** That a reader stands in the way is no failure: the next commit tries again. */
    private void checkpoint(DuckDBConnection connection, long bytes) {
        try (Statement statement = connection.createStatement()) {
            if (Files.size(Path.of(file + ".wal")) >= bytes) {
                statement.execute("CHECKPOINT");
            }
        } catch (NoSuchFileException e) {
            // nothing since the last one
        } catch (IOException | SQLException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "DuckDB file {0} could not be checkpointed, the next commit tries again: {1}",
                    file,
                    e.getMessage());
        }
    }

    /** A new connection to the file, in a transaction per statement. */
    synchronized DuckDBConnection connect() {
        try {
            if (root != null && !alive(root)) {
                root.close();
                root = null;
            }
            if (root == null) {
                root = open();
            }
            return root.duplicate();
        } catch (SQLException e) {
            throw DuckDbErrors.opening(file, e);
        }
    }

    private DuckDBConnection open() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(DEFAULTS);
        properties.putAll(config);
        Connection opened = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
        try (Statement statement = opened.createStatement()) {
            if (!lockedDown(statement)) {
                statement.execute(LOCK_DOWN);
            }
            return opened.unwrap(DuckDBConnection.class);
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    /** Another destination of the same file may have opened it before: the driver shares instances within a process. */
    private static boolean lockedDown(Statement statement) throws SQLException {
        try (var answer = statement.executeQuery("SELECT current_setting('lock_configuration')")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** False after a fatal error (disk full): DuckDB then refuses everything until the instance is opened anew. */
    private static boolean alive(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (root != null) {
            try {
                root.close();
            } catch (SQLException e) {
                throw DuckDbErrors.of("closing " + file, e);
            } finally {
                root = null;
            }
        }
    }
}
