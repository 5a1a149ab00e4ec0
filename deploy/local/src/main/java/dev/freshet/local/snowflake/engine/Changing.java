package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.catalog.ColumnDefinition;
import dev.freshet.local.snowflake.catalog.TableDefinition;
import dev.freshet.local.snowflake.sql.DataType;
import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import dev.freshet.local.snowflake.sql.Statement;
import dev.freshet.local.snowflake.sql.Tokens;
import dev.freshet.local.snowflake.sql.Translator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** INSERT, UPDATE, DELETE and MERGE. */
final class Changing {
    private final EngineSession session;

    Changing(EngineSession session) {
        this.session = session;
    }

    Result dml(Statement.Dml dml, List<String> binds) throws SQLException {
        TableDefinition table = session.table(dml.table());
        if (!dml.verb().equals("INSERT")) {
            session.lock(dml.table());
        }
        String sql = session.translated(dml.body(), binds);
        return session.transaction().within(() -> {
            long count = session.update(sql);
            requireLengths(table);
            return switch (dml.verb()) {
                case "INSERT" -> Result.counts(Result.INSERT, List.of("number of rows inserted"), count);
                case "UPDATE" ->
                    Result.counts(
                            Result.UPDATE,
                            List.of("number of rows updated", "number of multi-joined rows updated"),
                            count,
                            0);
                default -> Result.counts(Result.DELETE, List.of("number of rows deleted"), count);
            };
        });
    }

    Result merge(Statement.Merge merge, List<String> binds) throws SQLException {
        Tokens tokens = merge.body();
        tokens.expect("MERGE", "INTO");
        Translator words = new Translator(tokens, session, binds);
        int start = tokens.at();
        ObjectName name = target(tokens);
        tokens.back(start);
        TableDefinition table = session.table(name);
        session.lock(name);
        String target = words.until("USING");
        tokens.expect("USING");
        String source = words.until("ON");
        tokens.expect("ON");
        String condition = words.until("WHEN");
        String clauses = words.rest();
        tokens.end();
        return session.transaction().within(() -> {
            if (session.isOn("ERROR_ON_NONDETERMINISTIC_MERGE")) {
                requireOneSourceRow(target, source, condition);
            }
            long[] counts = run("MERGE INTO " + target + " USING " + source + " ON " + condition + " " + clauses);
            requireLengths(table);
            return Result.counts(
                    Result.MERGE,
                    List.of("number of rows inserted", "number of rows updated", "number of rows deleted"),
                    counts);
        });
    }

    private ObjectName target(Tokens tokens) {
        String first = tokens.name();
        if (!tokens.accept(".")) {
            return new ObjectName(session.schema(), first);
        }
        String second = tokens.name();
        return tokens.accept(".") ? new ObjectName(second, tokens.name()) : new ObjectName(first, second);
    }

    private void requireOneSourceRow(String target, String source, String condition) throws SQLException {
        String alias = target.substring(target.lastIndexOf(' ') + 1);
        String twice = "SELECT 1 FROM " + target + " JOIN " + source + " ON " + condition + " GROUP BY " + alias
                + ".rowid HAVING count(*) > 1 LIMIT 1";
        try (java.sql.Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(twice)) {
            if (rows.next()) {
                throw new SnowflakeException("100090", "42P18", "Duplicate row detected during DML action");
            }
        }
    }

    private long[] run(String sql) throws SQLException {
        long[] counts = new long[3];
        try (java.sql.Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql + " RETURNING merge_action")) {
            while (rows.next()) {
                switch (rows.getString(1)) {
                    case "INSERT" -> counts[0]++;
                    case "UPDATE" -> counts[1]++;
                    default -> counts[2]++;
                }
            }
        }
        return counts;
    }

    /** The engine's texts have no lengths. What has the longest there is need not be looked at. */
    private void requireLengths(TableDefinition table) throws SQLException {
        for (ColumnDefinition column : table.columns()) {
            if (column.type().lengthMatters() && column.type().precision() < DataType.DEFAULT_VARCHAR) {
                String measure = column.type().base() == DataType.Base.BINARY ? "octet_length" : "length";
                String sql = "SELECT 1 FROM " + session.physicalName(table) + " WHERE " + measure + "("
                        + ObjectName.quote(column.name()) + ") > "
                        + column.type().precision() + " LIMIT 1";
                try (java.sql.Statement statement = session.connection().createStatement();
                        ResultSet rows = statement.executeQuery(sql)) {
                    if (rows.next()) {
                        throw new SnowflakeException(
                                "100078",
                                "22000",
                                "String is too long and would be truncated, column " + column.name());
                    }
                }
            }
        }
    }
}
