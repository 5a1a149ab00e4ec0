package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.catalog.Catalog;
import dev.freshet.local.snowflake.catalog.ColumnDefinition;
import dev.freshet.local.snowflake.catalog.TableDefinition;
import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import dev.freshet.local.snowflake.sql.Statement;
import dev.freshet.local.snowflake.sql.Statement.ColumnClause;
import dev.freshet.local.snowflake.sql.Tokens;
import dev.freshet.local.snowflake.sql.Translator;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** CREATE, DROP, ALTER and TRUNCATE: in the catalog and in the engine beneath. Outside of any transaction. */
final class Defining {
    private final EngineSession session;
    private final Catalog catalog;

    Defining(EngineSession session) {
        this.session = session;
        this.catalog = session.catalog();
    }

    Result define(Statement statement) throws SQLException {
        return switch (statement) {
            case Statement.CreateSchema create -> createSchema(create);
            case Statement.CreateTable create -> createTable(create);
            case Statement.CreateFrom create -> new CopyingTables(session).create(create);
            case Statement.CreateStage create -> createStage(create);
            case Statement.CreateView create -> createView(create);
            case Statement.Drop drop -> drop(drop);
            case Statement.DropSchema drop -> dropSchema(drop);
            case Statement.AlterTable alter -> new Altering(session).alter(alter);
            case Statement.Truncate(ObjectName table) -> truncate(table);
            default -> throw new IllegalArgumentException("not a definition: " + statement);
        };
    }

    static Result ddl(String message) {
        return Result.status(Result.DDL, message);
    }

    static void mayCreate(EngineSession session, String where) {
        if (!session.identity().mayCreate()) {
            throw new SnowflakeException(
                    "003001", "42501", "SQL access control error:\nInsufficient privileges to operate on " + where);
        }
    }

    private Result createSchema(Statement.CreateSchema create) throws SQLException {
        if (catalog.hasSchema(create.name())) {
            if (create.ifNotExists()) {
                return ddl(create.name() + " already exists, statement succeeded.");
            }
            throw SnowflakeException.exists(create.name());
        }
        mayCreate(session, "database '" + catalog.database() + "'");
        catalog.addSchema(create.name());
        Engine.execute(session.connection(), "CREATE SCHEMA " + ObjectName.quote(create.name()));
        return ddl("Schema " + create.name() + " successfully created.");
    }

    private Result createTable(Statement.CreateTable create) throws SQLException {
        catalog.requireSchema(create.name().schema());
        TableDefinition existing =
                create.temporary() ? session.temporary().get(create.name()) : session.tableOrNull(create.name());
        if (existing != null && !create.orReplace()) {
            if (create.ifNotExists()) {
                return ddl(create.name().name() + " already exists, statement succeeded.");
            }
            throw SnowflakeException.exists(create.name().toString());
        }
        mayCreate(session, "schema '" + create.name().schema() + "'");
        List<ColumnDefinition> columns = new ArrayList<>();
        for (ColumnClause clause : create.columns()) {
            ColumnDefinition column = column(session, clause, false);
            columns.add(create.key().contains(clause.name()) ? column.notNull(true) : column);
        }
        requireDistinct(columns);
        TableDefinition table =
                new TableDefinition(create.name(), columns, create.key(), create.temporary(), create.comment());
        if (create.temporary()) {
            session.temporary().put(table.name(), table);
        } else {
            catalog.put(table);
        }
        session.engine().forgetLoads(table.name());
        String physical = session.physicalName(table);
        Engine.execute(
                session.connection(),
                (create.temporary() ? "CREATE OR REPLACE TEMP TABLE " : "CREATE OR REPLACE TABLE ")
                        + physical.replace("temp.main.", "") + " ("
                        + columns.stream().map(Defining::definition).collect(Collectors.joining(", ")) + ")");
        return ddl("Table " + create.name().name() + " successfully created.");
    }

    static ColumnDefinition column(EngineSession session, ColumnClause clause, boolean added) {
        Tokens value = clause.defaultValue();
        String defaultValue = value == null ? "" : new Translator(value, session, List.of()).rest();
        return new ColumnDefinition(
                clause.name(),
                clause.type(),
                clause.notNull(),
                defaultValue,
                added && !defaultValue.isEmpty(),
                clause.comment());
    }

    private static void requireDistinct(List<ColumnDefinition> columns) {
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            for (ColumnDefinition other : columns.subList(0, i)) {
                if (other.name().equals(name)) {
                    throw new SnowflakeException(
                            "002025", "42S21", "SQL compilation error:\nduplicate column name '" + name + "'");
                }
                if (other.name().equalsIgnoreCase(name)) {
                    throw SnowflakeException.unknown(
                            "the columns \"" + other.name() + "\" and \"" + name + "\" beside each other");
                }
            }
        }
    }

    static String definition(ColumnDefinition column) {
        return ObjectName.quote(column.name()) + " " + column.type().duckDb() + (column.notNull() ? " NOT NULL" : "")
                + (column.defaultValue().isEmpty() ? "" : " DEFAULT " + column.defaultValue());
    }

    private Result createStage(Statement.CreateStage create) {
        catalog.requireSchema(create.name().schema());
        if (session.engine().stages().exists(create.name()) && !create.orReplace()) {
            if (create.ifNotExists()) {
                return ddl(create.name().name() + " already exists, statement succeeded.");
            }
            throw SnowflakeException.exists(create.name().toString());
        }
        mayCreate(session, "schema '" + create.name().schema() + "'");
        dev.freshet.local.snowflake.stage.CsvFormat.of(create.fileFormat());
        session.engine().stages().create(create.name(), create.fileFormat());
        return ddl("Stage area " + create.name().name() + " successfully created.");
    }

    private Result createView(Statement.CreateView create) throws SQLException {
        catalog.requireSchema(create.name().schema());
        mayCreate(session, "schema '" + create.name().schema() + "'");
        String body = session.translated(create.body(), List.of());
        Engine.execute(
                session.connection(),
                "CREATE " + (create.orReplace() ? "OR REPLACE " : "") + "VIEW "
                        + create.name().quoted() + " AS " + body);
        catalog.addView(create.name());
        return ddl("View " + create.name().name() + " successfully created.");
    }

    private Result drop(Statement.Drop drop) throws SQLException {
        ObjectName name = drop.name();
        boolean there = switch (drop.kind()) {
            case "TABLE" -> session.tableOrNull(name) != null;
            case "VIEW" -> catalog.hasView(name);
            default -> session.engine().stages().exists(name);
        };
        if (!there) {
            if (drop.ifExists()) {
                return ddl("Drop statement executed successfully (" + name.name() + " already dropped).");
            }
            throw SnowflakeException.missing(drop.kind(), name.toString());
        }
        switch (drop.kind()) {
            case "TABLE" -> dropTable(session.table(name));
            case "VIEW" -> {
                Engine.execute(session.connection(), "DROP VIEW " + name.quoted());
                catalog.dropView(name);
            }
            default -> session.engine().stages().drop(name);
        }
        return ddl(name.name() + " successfully dropped.");
    }

    private void dropTable(TableDefinition table) throws SQLException {
        session.lock(table.name());
        try {
            Engine.execute(session.connection(), "DROP TABLE " + session.physicalName(table));
            if (table.temporary()) {
                session.temporary().remove(table.name());
            } else {
                catalog.drop(table.name());
            }
            session.engine().forgetLoads(table.name());
        } finally {
            session.engine().locks().release(session);
        }
    }

    private Result dropSchema(Statement.DropSchema drop) throws SQLException {
        if (!catalog.hasSchema(drop.name())) {
            if (drop.ifExists()) {
                return ddl("Drop statement executed successfully (" + drop.name() + " already dropped).");
            }
            catalog.requireSchema(drop.name());
        }
        Engine.execute(session.connection(), "DROP SCHEMA " + ObjectName.quote(drop.name()) + " CASCADE");
        catalog.dropSchema(drop.name());
        return ddl(drop.name() + " successfully dropped.");
    }

    private Result truncate(ObjectName name) throws SQLException {
        TableDefinition table = session.table(name);
        session.lock(name);
        try {
            Engine.execute(session.connection(), "DELETE FROM " + session.physicalName(table));
            session.engine().forgetLoads(name);
        } finally {
            session.engine().locks().release(session);
        }
        return ddl("Statement executed successfully.");
    }
}
