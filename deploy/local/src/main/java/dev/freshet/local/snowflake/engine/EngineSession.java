package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.catalog.Catalog;
import dev.freshet.local.snowflake.catalog.TableDefinition;
import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.Scope;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import dev.freshet.local.snowflake.sql.Statement;
import dev.freshet.local.snowflake.sql.StatementParser;
import dev.freshet.local.snowflake.sql.Tokens;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** One session: its settings, its temporary tables and its transaction. One statement at a time; {@link #cancel} from anywhere. */
public final class EngineSession implements Scope, AutoCloseable {
    private final Engine engine;
    private final DuckDBConnection connection;
    private final Identity identity;
    private final Parameters parameters = new Parameters();
    private final Map<ObjectName, TableDefinition> temporary = new HashMap<>();
    private final Transaction transaction;
    private final Execution execution = new Execution(this);
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
    }

    private final ReentrantLock using = new ReentrantLock();
    private volatile long idleSince = System.nanoTime();

    /** Session parameters, as ALTER SESSION and the login set them. */
    public void set(Map<String, String> values) {
        parameters.set(values);
    }

    public String parameter(String name) {
        return parameters.get(name);
    }

    public Map<String, String> parameters() {
        return parameters.all();
    }

    public boolean autoCommit() {
        return isOn("AUTOCOMMIT");
    }

    boolean isOn(String parameter) {
        return parameters.isOn(parameter);
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
            return execution.run(statement, binds);
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

    /** Ends the transaction, whatever runs in it; called from another session. */
    void abortTransaction() {
        cancel();
        using.lock();
        try {
            transaction.rollback();
        } catch (SQLException e) {
            throw EngineErrors.of(e);
        } finally {
            using.unlock();
        }
    }

    /** Ends the transaction when nothing was asked of it for this long. */
    void abortWhenIdle(Duration idle) {
        if (using.tryLock()) {
            try {
                if (System.nanoTime() - idleSince > idle.toNanos()) {
                    transaction.rollback();
                }
            } catch (SQLException e) {
                throw EngineErrors.of(e);
            } finally {
                using.unlock();
            }
        }
    }

    /** A query that no warehouse counts: not the client's, but the test's or the demo's own. */
    public Result inspect(String sql) {
        if (StatementParser.parse(sql, this) instanceof Statement.Query(Tokens body)) {
            try {
                return execution.query(body, List.of());
            } catch (SQLException e) {
                throw EngineErrors.of(e);
            }
        }
        throw new IllegalArgumentException("not a query: " + sql);
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

    void use(String otherSchema) {
        schema = otherSchema;
    }

    void use(Warehouse other) {
        warehouse = other;
    }

    @Nullable
    Warehouse warehouse() {
        return warehouse;
    }

    /** What {@link #cancel} ends from now on; null: nothing. */
    void running(java.sql.@Nullable Statement statement) {
        running = statement;
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
            case "CURRENT_TRANSACTION" -> {
                Transaction.Told told = transaction.told();
                yield told == null ? "" : String.valueOf(told.id());
            }
            case "SYSTEM$ABORT_TRANSACTION" -> new Transactions(this).abort(Long.parseLong(arguments.getFirst()));
            default -> null;
        };
        if (value == null) {
            return null;
        }
        return value.isEmpty() ? "CAST(NULL AS VARCHAR)" : ObjectName.literal(value);
    }

    @Override
    public void close() {
        engine.sessions().remove(this);
        try {
            transaction.rollback();
            connection.close();
        } catch (SQLException e) {
            throw EngineErrors.of(e);
        }
    }
}
