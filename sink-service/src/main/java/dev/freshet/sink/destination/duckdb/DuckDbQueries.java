package dev.freshet.sink.destination.duckdb;

import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.QueryResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Users' queries. Three locks: DuckDB's own parser must find one reading statement; it runs in a read-only transaction, so that nothing
 * in it can write; and the instance is locked down ({@link DuckDbInstance}), so that no function reaches a file or a setting.
 */
final class DuckDbQueries {
    private static final Pattern EXPLAIN =
            Pattern.compile("^\\s*explain\\s+(?:analyze\\s+)?", Pattern.CASE_INSENSITIVE);

    private DuckDbQueries() {}

    static QueryResult run(DuckDBConnection connection, String sql, int maxRows, Duration timeout) throws SQLException {
        requireOneReadingStatement(connection, sql);
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN TRANSACTION READ ONLY");
            try (Statement query = connection.createStatement()) {
                query.setQueryTimeout((int) Math.max(1, timeout.toSeconds()));
                try (ResultSet rows = query.executeQuery(sql)) {
                    return read(rows, maxRows);
                }
            } finally {
                statement.execute("ROLLBACK");
            }
        }
    }

    private static void requireOneReadingStatement(DuckDBConnection connection, String sql) throws SQLException {
        String inner = EXPLAIN.matcher(sql).replaceFirst("");
        try (PreparedStatement parse = connection.prepareStatement(
                "SELECT json_extract_string(tree, '$.error_message'), json_array_length(tree, '$.statements') "
                        + "FROM (SELECT json_serialize_sql(?) AS tree)")) {
            parse.setString(1, inner);
            try (ResultSet answer = parse.executeQuery()) {
                answer.next();
                String error = answer.getString(1);
                if (error != null || answer.getInt(2) != 1) {
                    throw new DestinationException.Rejected(
                            error == null ? "there must be one statement, not " + answer.getInt(2) : reason(error),
                            "send one SELECT, FROM, VALUES, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN of such a statement",
                            null);
                }
            }
        }
    }

    /** DuckDB can only serialize what reads, and says so in its own words. */
    private static String reason(String error) {
        return error.startsWith("Only SELECT statements")
                ? "the query endpoint only reads, and this statement would write"
                : error;
    }

    private static QueryResult read(ResultSet rows, int maxRows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<QueryResult.Column> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new QueryResult.Column(meta.getColumnLabel(i), meta.getColumnTypeName(i)));
        }
        List<List<@Nullable Object>> read = new ArrayList<>();
        while (rows.next()) {
            if (read.size() == maxRows) {
                return new QueryResult(columns, read, true);
            }
            List<@Nullable Object> row = new ArrayList<>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                row.add(value(rows, i, columns.get(i - 1).type()));
            }
            read.add(row);
        }
        return new QueryResult(columns, read, false);
    }

    private static @Nullable Object value(ResultSet rows, int i, String type) throws SQLException {
        if (type.toUpperCase(Locale.ROOT).startsWith("TIMESTAMP WITH TIME ZONE")) {
            OffsetDateTime moment = rows.getObject(i, OffsetDateTime.class);
            return moment == null
                    ? null
                    : moment.withOffsetSameInstant(ZoneOffset.UTC).toString();
        }
        if (type.toUpperCase(Locale.ROOT).startsWith("TIMESTAMP")) {
            LocalDateTime wall = rows.getObject(i, LocalDateTime.class);
            return wall == null ? null : wall.toString();
        }
        if (type.equals("BLOB")) {
            byte[] bytes = rows.getBytes(i);
            return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
        }
        Object value = rows.getObject(i);
        return switch (value) {
            case null -> null;
            case Boolean b -> b;
            case Byte n -> n.longValue();
            case Short n -> n.longValue();
            case Integer n -> n.longValue();
            case Long n -> n;
            case BigInteger n -> n;
            case BigDecimal n -> n;
            case Float n -> Float.isFinite(n) ? (Object) n.doubleValue() : n.toString();
            case Double n -> Double.isFinite(n) ? (Object) n : n.toString();
            default -> rows.getString(i);
        };
    }
}
