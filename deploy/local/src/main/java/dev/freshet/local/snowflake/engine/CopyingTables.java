package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.catalog.ColumnDefinition;
import dev.freshet.local.snowflake.catalog.TableDefinition;
import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import dev.freshet.local.snowflake.sql.Statement;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** CREATE TABLE ... LIKE and CLONE: columns, defaults, comments and key of another table; the second with its rows. At once or not at all. */
final class CopyingTables {
    private final EngineSession session;

    CopyingTables(EngineSession session) {
        this.session = session;
    }

    Result create(Statement.CreateFrom create) throws SQLException {
        ObjectName name = create.name();
        session.catalog().requireSchema(name.schema());
        if (session.tableOrNull(name) != null && !create.orReplace()) {
            if (create.ifNotExists()) {
                return Defining.ddl(name.name() + " already exists, statement succeeded.");
            }
            throw SnowflakeException.exists(name.toString());
        }
        Defining.mayCreate(session, "schema '" + name.schema() + "'");
        session.lock(name);
        try {
            TableDefinition from = session.table(create.from());
            TableDefinition table = new TableDefinition(name, from.columns(), from.key(), false, from.comment());
            copy(from, table, create.rows());
            session.catalog().put(table);
            session.engine().forgetLoads(name);
        } finally {
            session.engine().locks().release(session);
        }
        return Defining.ddl("Table " + name.name() + " successfully created.");
    }

    private void copy(TableDefinition from, TableDefinition to, boolean rows) throws SQLException {
        String table = session.physicalName(to);
        String names = to.columns().stream()
                .map(ColumnDefinition::name)
                .map(ObjectName::quote)
                .collect(Collectors.joining(", "));
        Engine.execute(session.connection(), "BEGIN TRANSACTION");
        try {
            Engine.execute(
                    session.connection(),
                    "CREATE OR REPLACE TABLE " + table + " ("
                            + to.columns().stream().map(Defining::definition).collect(Collectors.joining(", ")) + ")");
            if (rows) {
                Engine.execute(
                        session.connection(),
                        "INSERT INTO " + table + " (" + names + ") SELECT " + names + " FROM "
                                + session.physicalName(from));
            }
            Engine.execute(session.connection(), "COMMIT");
        } catch (SQLException e) {
            Engine.execute(session.connection(), "ROLLBACK");
            throw e;
        }
    }
}
