package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.catalog.Catalog;
import dev.freshet.local.snowflake.catalog.TableDefinition;
import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.Scope;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import dev.freshet.local.snowflake.sql.Statement;
import dev.freshet.local.snowflake.sql.StatementParser;
import dev.freshet.local.snowflake.sql.Token;
import dev.freshet.local.snowflake.sql.Tokens;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** One session: its settings, its temporary tables and its transaction. One statement at a time; {@link #cancel} from anywhere. */
public final class EngineSession implements Scope, AutoCloseable {
    private final Engine engine;
    private final DuckDBConnection connection;
    private final Identity identity;
    private final Map<String, String> parameters = new TreeMap<>();
    private final Map<ObjectName, TableDefinition> temporary = new HashMap<>();
    private final Transaction transaction;
    private String schema;
    private @Nullable Warehouse warehouse;
    private volatile java.sql.@Nullable Statement running;

    EngineSession(Engine engine, DuckDBConnection connection, Identity identity) {
        this.engine = engine;
        this.connection = connection;
        this.identity = identity;
        this.transaction = new Transaction(connection, engine, this);
        this.schema = engine.catalog().hasSchema(identity.schema()) ? identity.schema() : "PUBLIC";
        this.warehouse = engine.warehouses().get(identity.warehouse());
        parameters.putAll(Map.of(
                "AUTOCOMMIT", "true",
                "TIMEZONE", "America/Los_Angeles",
                "QUOTED_IDENTIFIERS_IGNORE_CASE", "false",
                "ERROR_ON_NONDETERMINISTIC_MERGE", "true",
                "TRANSACTION_ABORT_ON_ERROR", "false",
                "LOCK_TIMEOUT", "43200",
                "STATEMENT_TIMEOUT_IN_SECONDS", "172800"));
    }

    private final ReentrantLock using = new ReentrantLock();
    private volatile long idleSince = System.nanoTime();

    /** Session parameters, as ALTER SESSION and the login set them. */
    public void set(Map<String, String> values) {
        values.forEach((name, value) -> parameters.put(name.toUpperCase(Locale.ROOT), value));
    }

    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    public Map<String, String> parameters() {
        return Map.copyOf(parameters);
    }

    public boolean autoCommit() {
        return isOn("AUTOCOMMIT");
    }

    boolean isOn(String parameter) {
        return parameter(parameter).equalsIgnoreCase("true");
    }

    /**
     * Runs one statement.
     *
     * @param binds literals for its question marks
     * @throws SnowflakeException when it is refused
     */
    public Result execute(String sql, List<String> binds) {
        if (isOn("QUOTED_IDENTIFIERS_IGNORE_CASE")) {
            throw SnowflakeException.unknown("QUOTED_IDENTIFIERS_IGNORE_CASE = TRUE");
        }
        Statement statement = StatementParser.parse(sql, this);
        using.lock();
        try {
            return run(statement, binds);
        } catch (SQLException e) {
            SnowflakeException refused = EngineErrors.of(e);
            transaction.failed();
            throw refused;
        } catch (SnowflakeException e) {
            transaction.failed();
            throw e;
        } finally {
            idleSince = System.nanoTime();
            using.unlock();
        }
    }

    /** Ends the transaction when nothing was asked of it for this long. */
    void abortWhenIdle(Duration idle) {
        if (using.tryLock()) {
            try {
                if (System.nanoTime() - idleSince > idle.toNanos()) {
                    transaction.failed();
                }
            } finally {
                using.unlock();
            }
        }
    }

    private Result run(Statement statement, List<String> binds) throws SQLException {
        transaction.require(statement);
        return switch (statement) {
            case Statement.Begin begin -> {
                transaction.begin();
                yield done(Result.TRANSACTION);
            }
            case Statement.Commit commit -> {
                transaction.commit();
                yield done(Result.TRANSACTION);
            }
            case Statement.Rollback rollback -> {
                transaction.rollback();
                yield done(Result.TRANSACTION);
            }
            case Statement.AlterSession(Map<String, String> set) -> {
                set(set);
                yield done(Result.ALTER_SESSION);
            }
            case Statement.Use use -> use(use);
            case Statement.Query(Tokens body) -> computing(needsWarehouse(body), () -> query(body, binds));
            case Statement.Dml dml -> computing(true, () -> new Changing(this).dml(dml, binds));
            case Statement.Merge merge -> computing(true, () -> new Changing(this).merge(merge, binds));
            case Statement.CopyInto copy -> computing(true, () -> new Copying(this).copy(copy));
            case Statement.Describe(ObjectName table) -> new Inspection(this).describe(table);
            case Statement.Show show -> new Inspection(this).show(show);
            case Statement.Put put -> throw SnowflakeException.unknown("PUT inside of the engine");
            case Statement.Remove(Statement.StagePath path) -> new Inspection(this).remove(path);
            case Statement.ListFiles(Statement.StagePath path) -> new Inspection(this).list(path);
            case Statement.CreateSchema s -> define(s);
            case Statement.CreateTable s -> define(s);
            case Statement.CreateStage s -> define(s);
            case Statement.CreateView s -> define(s);
            case Statement.Drop s -> define(s);
            case Statement.DropSchema s -> define(s);
            case Statement.AlterTable s -> define(s);
            case Statement.Truncate s -> define(s);
        };
    }

    private static Result done(int type) {
        return Result.status(type, "Statement executed successfully.");
    }

    /** A definition commits what was open, and is a transaction of its own. */
    private Result define(Statement statement) throws SQLException {
        transaction.commit();
        return new Defining(this).define(statement);
    }

    private Result use(Statement.Use use) {
        switch (use.kind()) {
            case "SCHEMA" -> {
                engine.catalog().requireSchema(use.name());
                schema = use.name();
            }
            case "WAREHOUSE" -> {
                Warehouse named = engine.warehouses().get(use.name());
                if (named == null) {
                    throw new SnowflakeException(
                            "002043",
                            "02000",
                            "SQL compilation error:\nObject does not exist, or operation cannot be performed.");
                }
                warehouse = named;
            }
            case "DATABASE" -> {
                if (!use.name().equals(database())) {
                    throw new SnowflakeException(
                            "002043",
                            "02000",
                            "SQL compilation error:\nObject does not exist, or operation cannot be performed.");
                }
            }
            default -> throw SnowflakeException.unknown("USE " + use.kind());
        }
        return done(Result.USE);
    }

    /** Context functions, and what INFORMATION_SCHEMA tells, are answered without one. */
    private static boolean needsWarehouse(Tokens body) {
        int start = body.at();
        boolean needs = false;
        while (!body.atEnd()) {
            Token token = body.next();
            needs |= token.is("FROM") && !body.peek().is("INFORMATION_SCHEMA");
        }
        body.back(start);
        return needs;
    }

    private Result query(Tokens body, List<String> binds) throws SQLException {
        String sql = translated(body, binds);
        return transaction.within(() -> {
            try (java.sql.Statement statement = connection.createStatement()) {
                running = statement;
                try (var rows = statement.executeQuery(sql)) {
                    List<Result.Column> columns = Cells.columns(rows.getMetaData());
                    List<List<@Nullable String>> cells = new java.util.ArrayList<>();
                    while (rows.next()) {
                        cells.add(Cells.row(rows, columns));
                    }
                    return new Result(Result.SELECT, columns, cells);
                } finally {
                    running = null;
                }
            }
        });
    }

    /** A query that no warehouse counts: not the client's, but the test's or the demo's own. */
    public Result inspect(String sql) {
        if (StatementParser.parse(sql, this) instanceof Statement.Query(Tokens body)) {
            try {
                return query(body, List.of());
            } catch (SQLException e) {
                throw EngineErrors.of(e);
            }
        }
        throw new IllegalArgumentException("not a query: " + sql);
    }

    @FunctionalInterface
    interface Work {
        Result run() throws SQLException;
    }

    private Result computing(boolean needed, Work work) throws SQLException {
        if (!needed) {
            return work.run();
        }
        Warehouse current = warehouse;
        if (current == null) {
            throw new SnowflakeException(
                    "000606",
                    "57P03",
                    "No active warehouse selected in the current session.  Select an active warehouse with the 'use warehouse' command.");
        }
        try {
            current.begin();
            return work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SnowflakeException("000604", "57014", "SQL execution canceled");
        } finally {
            current.end();
        }
    }

    String translated(Tokens body, List<String> binds) {
        String sql = new dev.freshet.local.snowflake.sql.Translator(body, this, binds).rest();
        body.end();
        return sql;
    }

    /** Ends what runs now, from another thread. */
    public void cancel() {
        java.sql.Statement current = running;
        if (current != null) {
            try {
                current.cancel();
            } catch (SQLException e) {
                throw EngineErrors.of(e);
            }
        }
    }

    long update(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            running = statement;
            return statement.executeUpdate(sql);
        } finally {
            running = null;
        }
    }

    void lock(ObjectName table) {
        if (!temporary.containsKey(table)) {
            engine.locks()
                    .acquire(
                            table,
                            this,
                            Duration.ofSeconds(Long.parseLong(parameter("LOCK_TIMEOUT"))),
                            engine.idleBlocker());
        }
    }

    Engine engine() {
        return engine;
    }

    Catalog catalog() {
        return engine.catalog();
    }

    DuckDBConnection connection() {
        return connection;
    }

    Identity identity() {
        return identity;
    }

    Transaction transaction() {
        return transaction;
    }

    Map<ObjectName, TableDefinition> temporary() {
        return temporary;
    }

    /** @throws SnowflakeException when there is no such table */
    TableDefinition table(ObjectName name) {
        TableDefinition table = tableOrNull(name);
        if (table == null) {
            throw SnowflakeException.missing("Table", catalog().database() + "." + name);
        }
        return table;
    }

    @Nullable
    TableDefinition tableOrNull(ObjectName name) {
        TableDefinition own = temporary.get(name);
        return own != null ? own : catalog().table(name);
    }

    /** As the engine takes it: a temporary table lives in a place of the connection's own. */
    String physicalName(TableDefinition table) {
        return table.temporary()
                ? "temp.main." + ObjectName.quote(table.name().toString())
                : table.name().quoted();
    }

    @Override
    public String database() {
        return catalog().database();
    }

    @Override
    public String schema() {
        return schema;
    }

    public String role() {
        return identity.role();
    }

    public String user() {
        return identity.user();
    }

    public String warehouseName() {
        return warehouse == null ? "" : warehouse.name();
    }

    @Override
    public @Nullable String physical(ObjectName table) {
        TableDefinition known = tableOrNull(table);
        return known == null ? null : physicalName(known);
    }

    @Override
    public String information(String view) {
        return new Inspection(this).view(view);
    }

    @Override
    public @Nullable String context(String function, List<String> arguments) {
        String value = switch (function) {
            case "CURRENT_ROLE" -> identity.role();
            case "CURRENT_USER" -> identity.user();
            case "CURRENT_DATABASE" -> database();
            case "CURRENT_SCHEMA" -> schema;
            case "CURRENT_WAREHOUSE" -> warehouseName();
            case "CURRENT_VERSION" -> "0.0.0 (Freshet's loopback server)";
            case "CURRENT_ACCOUNT" -> "LOOPBACK";
            default -> null;
        };
        if (value == null) {
            return null;
        }
        return value.isEmpty() ? "CAST(NULL AS VARCHAR)" : ObjectName.literal(value);
    }

    @Override
    public void close() {
        try {
            transaction.rollback();
            connection.close();
        } catch (SQLException e) {
            throw EngineErrors.of(e);
        }
    }
}
