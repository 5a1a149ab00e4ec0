package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.catalog.ColumnDefinition;
import dev.freshet.local.snowflake.catalog.TableDefinition;
import dev.freshet.local.snowflake.sql.DataType;
import dev.freshet.local.snowflake.sql.DataType.Base;
import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import dev.freshet.local.snowflake.sql.Statement;
import dev.freshet.local.snowflake.sql.Statement.Action;
import java.sql.SQLException;
import java.util.List;

/** ALTER TABLE, as far as Snowflake allows it. */
final class Altering {
    private final EngineSession session;

    Altering(EngineSession session) {
        this.session = session;
    }

    Result alter(Statement.AlterTable alter) throws SQLException {
        if (alter.ifExists() && session.tableOrNull(alter.table()) == null) {
            return Defining.ddl("Statement executed successfully.");
        }
        session.lock(alter.table());
        try {
            TableDefinition table = session.table(alter.table());
            TableDefinition altered = apply(table, alter.action());
            if (!altered.name().equals(table.name())) {
                session.catalog().drop(table.name());
            }
            if (altered.temporary()) {
                session.temporary().put(altered.name(), altered);
            } else {
                session.catalog().put(altered);
            }
            return Defining.ddl("Statement executed successfully.");
        } finally {
            session.engine().locks().release(session);
        }
    }

    private TableDefinition apply(TableDefinition table, Action action) throws SQLException {
        return switch (action) {
            case Action.AddColumn add -> add(table, add);
            case Action.DropColumn(String column, boolean ifExists) -> drop(table, column, ifExists);
            case Action.RenameColumn(String from, String to) -> {
                requireFree(table, to);
                ColumnDefinition column = column(table, from);
                run(table, "RENAME COLUMN " + ObjectName.quote(from) + " TO " + ObjectName.quote(to));
                yield table.replacing(from, column.named(to));
            }
            case Action.RenameTable(ObjectName to) -> rename(table, to);
            case Action.SetType(String column, DataType type) -> {
                requireAllowed(column(table, column), type);
                run(table, "ALTER COLUMN " + ObjectName.quote(column) + " SET DATA TYPE " + type.duckDb());
                yield table.replacing(column, column(table, column).typed(type));
            }
            case Action.SetNotNull(String column, boolean notNull) -> {
                ColumnDefinition now = column(table, column);
                if (now.notNull() != notNull) {
                    run(table, "ALTER COLUMN " + ObjectName.quote(column) + (notNull ? " SET" : " DROP") + " NOT NULL");
                }
                yield table.replacing(column, now.notNull(notNull));
            }
            case Action.DropDefault(String column) -> {
                ColumnDefinition now = column(table, column);
                if (now.addedWithDefault()) {
                    throw new SnowflakeException(
                            "001447",
                            "42601",
                            "SQL compilation error: cannot drop the default of column '" + column
                                    + "': it was added with it by ALTER TABLE");
                }
                run(table, "ALTER COLUMN " + ObjectName.quote(column) + " DROP DEFAULT");
                yield table.replacing(column, now.withoutDefault());
            }
            case Action.CommentColumn(String column, String comment) ->
                table.replacing(column, column(table, column).commented(comment));
            case Action.CommentTable(String comment) -> table.commented(comment);
            case Action.DropKey drop -> {
                if (table.key().isEmpty()) {
                    throw new SnowflakeException("001432", "42601", "SQL compilation error: table has no primary key");
                }
                yield table.keyed(List.of());
            }
            case Action.AddKey(List<String> columns) -> key(table, columns);
        };
    }

    private void run(TableDefinition table, String action) throws SQLException {
        Engine.execute(session.connection(), "ALTER TABLE " + session.physicalName(table) + " " + action);
    }

    private static ColumnDefinition column(TableDefinition table, String name) {
        return table.column(name)
                .orElseThrow(() -> new SnowflakeException(
                        "002003",
                        "42703",
                        "SQL compilation error: column '" + name + "' does not exist or not authorized."));
    }

    private static void requireFree(TableDefinition table, String name) {
        table.columns().stream()
                .map(ColumnDefinition::name)
                .filter(other -> other.equalsIgnoreCase(name))
                .findFirst()
                .ifPresent(other -> {
                    if (!other.equals(name)) {
                        throw SnowflakeException.unknown(
                                "the columns \"" + other + "\" and \"" + name + "\" beside each other");
                    }
                    throw new SnowflakeException(
                            "001430", "42601", "SQL compilation error: column '" + name + "' already exists");
                });
    }

    private TableDefinition add(TableDefinition table, Action.AddColumn add) throws SQLException {
        if (add.ifNotExists() && table.column(add.column().name()).isPresent()) {
            return table;
        }
        requireFree(table, add.column().name());
        if (add.column().notNull()) {
            throw SnowflakeException.unknown("ADD COLUMN ... NOT NULL");
        }
        ColumnDefinition column = Defining.column(session, add.column(), true);
        if (!column.defaultValue().isEmpty()
                && !Literals.isConstant(add.column().defaultValue())) {
            throw new SnowflakeException(
                    "002199",
                    "22023",
                    "SQL compilation error: the default of a column that is added must be a constant: "
                            + column.defaultValue());
        }
        String value = column.defaultValue().isEmpty()
                ? ""
                : " DEFAULT CAST(" + column.defaultValue() + " AS "
                        + column.type().duckDb() + ")";
        run(
                table,
                "ADD COLUMN " + ObjectName.quote(column.name()) + " "
                        + column.type().duckDb() + value);
        return table.with(column);
    }

    private TableDefinition drop(TableDefinition table, String column, boolean ifExists) throws SQLException {
        if (ifExists && table.column(column).isEmpty()) {
            return table;
        }
        column(table, column);
        if (table.key().contains(column)) {
            throw SnowflakeException.unknown("dropping a column of a primary key");
        }
        run(table, "DROP COLUMN " + ObjectName.quote(column));
        return table.without(column);
    }

    private TableDefinition rename(TableDefinition table, ObjectName to) throws SQLException {
        if (session.tableOrNull(to) != null) {
            throw SnowflakeException.exists(to.toString());
        }
        if (!to.schema().equals(table.name().schema())) {
            throw SnowflakeException.unknown("renaming a table into another schema");
        }
        run(table, "RENAME TO " + ObjectName.quote(to.name()));
        return table.named(to);
    }

    /** A number may have more digits and a text more characters. Nothing else changes in place. */
    private static void requireAllowed(ColumnDefinition column, DataType to) {
        DataType from = column.type();
        if (from.base() == to.base() && from.base() == Base.NUMBER && from.scale() != to.scale()) {
            throw new SnowflakeException(
                    "040052",
                    "42601",
                    "SQL compilation error: cannot change column " + column.name() + " from type " + from.name()
                            + " to " + to.name() + " because changing the scale of a number is not supported.");
        }
        boolean longer = from.base() == to.base()
                && (from.base() == Base.NUMBER || from.base() == Base.VARCHAR)
                && to.precision() >= from.precision();
        if (!longer && !from.equals(to)) {
            throw new SnowflakeException(
                    "002108",
                    "22000",
                    "SQL compilation error: cannot change column " + column.name() + " from type " + from.name()
                            + " to " + to.name());
        }
    }

    private TableDefinition key(TableDefinition table, List<String> columns) throws SQLException {
        if (!table.key().isEmpty()) {
            throw new SnowflakeException(
                    "001431",
                    "42601",
                    "SQL compilation error: primary key already exists for table '" + table.name() + "'");
        }
        TableDefinition keyed = table.keyed(columns);
        for (String name : columns) {
            ColumnDefinition column = column(keyed, name);
            if (!column.notNull()) {
                run(table, "ALTER COLUMN " + ObjectName.quote(name) + " SET NOT NULL");
                keyed = keyed.replacing(name, column.notNull(true));
            }
        }
        return keyed;
    }
}
