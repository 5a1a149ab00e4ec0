package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.catalog.Catalog;
import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.stage.Stages;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** One database in memory, for all sessions. Safe for several threads. */
public final class Engine implements AutoCloseable {
    private final DuckDBConnection root;
    private final Catalog catalog;
    private final Stages stages;
    private final Locks locks = new Locks();
    private final Map<String, Warehouse> warehouses = new ConcurrentHashMap<>();
    /** Files that COPY loaded already, by table. */
    private final Map<ObjectName, Set<String>> loaded = new ConcurrentHashMap<>();

    private final Set<EngineSession> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicLong transactions = new AtomicLong();

    private volatile Duration idleBlocker = Duration.ofMinutes(5);

    /** @param stageFolder where staged files are kept */
    public Engine(String database, Path stageFolder) {
        this.catalog = new Catalog(database);
        this.stages = new Stages(stageFolder);
        try {
            root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
            execute(root, "SET TimeZone = 'UTC'");
            execute(root, "SET memory_limit = '512MB'");
            // what does not fit goes there, not into the folder that the process was started in
            execute(
                    root,
                    "SET temp_directory = '"
                            + stageFolder.resolve("spill").toString().replace("'", "''") + "'");
            execute(root, "SET threads = 2");
            execute(root, "CREATE SCHEMA \"PUBLIC\"");
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB did not open a database in memory: " + e.getMessage(), e);
        }
    }

    public void add(Warehouse warehouse) {
        warehouses.put(warehouse.name(), warehouse);
    }

    /** @param identity who logged in */
    public EngineSession open(Identity identity) {
        try {
            DuckDBConnection connection = (DuckDBConnection) root.duplicate();
            execute(connection, "SET TimeZone = 'UTC'");
            EngineSession session = new EngineSession(this, connection, identity);
            sessions.add(session);
            return session;
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB did not open a connection: " + e.getMessage(), e);
        }
    }

    /** Where the driver is to put files for this path of a stage. */
    public Path stageFolder(dev.freshet.local.snowflake.sql.Statement.StagePath path) {
        return stages.target(path);
    }

    /** Rows of a query in the engine's own SQL, each cell as text. */
    public List<List<@Nullable String>> texts(String duckDbSql) {
        List<List<@Nullable String>> texts = new ArrayList<>();
        try (Connection connection = root.duplicate();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery(duckDbSql)) {
                while (rows.next()) {
                    List<@Nullable String> cells = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        cells.add(rows.getString(i));
                    }
                    texts.add(cells);
                }
            }
            return texts;
        } catch (SQLException e) {
            throw EngineErrors.of(e);
        }
    }

    Catalog catalog() {
        return catalog;
    }

    Stages stages() {
        return stages;
    }

    /** How long a transaction may be idle while another one waits for what it has locked; Snowflake says five minutes. */
    public void idleBlocker(Duration idle) {
        idleBlocker = idle;
    }

    Duration idleBlocker() {
        return idleBlocker;
    }

    long nextTransaction() {
        return transactions.incrementAndGet();
    }

    /** Those that are open. */
    Set<EngineSession> sessions() {
        return sessions;
    }

    Locks locks() {
        return locks;
    }

    Map<String, Warehouse> warehouses() {
        return warehouses;
    }

    Set<String> loaded(ObjectName table) {
        return loaded.computeIfAbsent(table, name -> ConcurrentHashMap.newKeySet());
    }

    void forgetLoads(ObjectName table) {
        loaded.remove(table);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
