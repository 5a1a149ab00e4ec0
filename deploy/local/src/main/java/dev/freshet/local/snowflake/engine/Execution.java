package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import dev.freshet.local.snowflake.sql.Statement;
import dev.freshet.local.snowflake.sql.Token;
import dev.freshet.local.snowflake.sql.Tokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends each kind of statement of a session to who does it, with a warehouse where it needs one. */
final class Execution {
    private final EngineSession session;

    Execution(EngineSession session) {
        this.session = session;
    }

    Result run(Statement statement, List<String> binds) throws SQLException {
        Transaction transaction = session.transaction();
        transaction.require(statement);
        return switch (statement) {
            case Statement.Begin(String name) -> {
                transaction.begin(name);
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
                session.set(set);
                yield done(Result.ALTER_SESSION);
            }
            case Statement.Use use -> use(use);
            case Statement.Query(Tokens body) -> computing(needsWarehouse(body), () -> query(body, binds));
            case Statement.Dml dml -> computing(true, () -> new Changing(session).dml(dml, binds));
            case Statement.Merge merge -> computing(true, () -> new Changing(session).merge(merge, binds));
            case Statement.CopyInto copy -> computing(true, () -> new Copying(session).copy(copy));
            case Statement.Describe(ObjectName table) -> new Inspection(session).describe(table);
            case Statement.Show(String what, var like, var in)
            when what.equals("TRANSACTIONS") -> new Transactions(session).show();
            case Statement.Show show -> new Inspection(session).show(show);
            case Statement.Put put -> throw SnowflakeException.unknown("PUT inside of the engine");
            case Statement.Remove(Statement.StagePath path) -> new Inspection(session).remove(path);
            case Statement.ListFiles(Statement.StagePath path) -> new Inspection(session).list(path);
            case Statement.CreateSchema s -> define(s);
            case Statement.CreateTable s -> define(s);
            case Statement.CreateFrom s -> define(s);
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
        session.transaction().commit();
        return new Defining(session).define(statement);
    }

    private Result use(Statement.Use use) {
        switch (use.kind()) {
            case "SCHEMA" -> {
                session.catalog().requireSchema(use.name());
                session.use(use.name());
            }
            case "WAREHOUSE" -> {
                Warehouse named = session.engine().warehouses().get(use.name());
                if (named == null) {
                    throw new SnowflakeException(
                            "002043",
                            "02000",
                            "SQL compilation error:\nObject does not exist, or operation cannot be performed.");
                }
                session.use(named);
            }
            case "DATABASE" -> {
                if (!use.name().equals(session.database())) {
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

    Result query(Tokens body, List<String> binds) throws SQLException {
        String sql = session.translated(body, binds);
        return session.transaction().within(() -> {
            try (java.sql.Statement statement = session.connection().createStatement()) {
                session.running(statement);
                try (var rows = statement.executeQuery(sql)) {
                    List<Result.Column> columns = Cells.columns(rows.getMetaData());
                    List<List<@Nullable String>> cells = new ArrayList<>();
                    while (rows.next()) {
                        cells.add(Cells.row(rows, columns));
                    }
                    return new Result(Result.SELECT, columns, cells);
                } finally {
                    session.running(null);
                }
            }
        });
    }

    @FunctionalInterface
    interface Work {
        Result run() throws SQLException;
    }

    private Result computing(boolean needed, Work work) throws SQLException {
        if (!needed) {
            return work.run();
        }
        Warehouse current = session.warehouse();
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
}
