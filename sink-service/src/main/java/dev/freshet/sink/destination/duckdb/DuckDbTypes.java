package dev.freshet.sink.destination.duckdb;

import dev.freshet.schema.ColumnType;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.TypeMapping;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** DuckDB's form of every column type: in the table, in the staging table, and through the Appender. */
final class DuckDbTypes {
    /** Digits of DuckDB's widest DECIMAL. */
    private static final int MAX_PRECISION = 38;

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");

    private DuckDbTypes() {}

    static TypeMapping mapping(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool() -> new TypeMapping("BOOLEAN", "");
            case ColumnType.Int(int bits) -> new TypeMapping(integer(bits), "");
            case ColumnType.Decimal(int precision, int scale) ->
                precision <= MAX_PRECISION
                        ? new TypeMapping("DECIMAL(" + precision + "," + scale + ")", "")
                        : new TypeMapping("VARCHAR", "more than 38 digits: kept as text, exact");
            case ColumnType.Real(int bits) -> new TypeMapping(bits == 32 ? "FLOAT" : "DOUBLE", "");
            case ColumnType.Text() -> new TypeMapping("VARCHAR", "");
            case ColumnType.Json() -> new TypeMapping("JSON", "");
            case ColumnType.Bytes() -> new TypeMapping("BLOB", "");
            case ColumnType.Date() -> new TypeMapping("DATE", "");
            case ColumnType.Time() -> new TypeMapping("INTERVAL", "MySQL's TIME is a span, also beyond a day");
            case ColumnType.Timestamp() -> new TypeMapping("TIMESTAMP", "");
            case ColumnType.Instant() ->
                new TypeMapping("TIMESTAMP WITH TIME ZONE", "a moment; the zone it was written in is not kept");
        };
    }

    /** Type in the staging table: what the Appender can take. */
    static String staging(ColumnType type) {
        if (type instanceof ColumnType.Json) {
            return "VARCHAR";
        }
        return type instanceof ColumnType.Time ? "BIGINT" : mapping(type).column();
    }

    /** SQL that makes the table's value of a staged one. */
    static String load(ColumnType type, String staged) {
        if (type instanceof ColumnType.Json) {
            return staged + "::JSON";
        }
        return type instanceof ColumnType.Time ? "to_microseconds(" + staged + ")" : staged;
    }

    /** The column type that is kept as this one; null when none is. */
    static @Nullable ColumnType columnType(String type) {
        Matcher decimal = DECIMAL.matcher(type);
        if (decimal.matches()) {
            return new ColumnType.Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return switch (type) {
            case "BOOLEAN" -> new ColumnType.Bool();
            case "SMALLINT" -> new ColumnType.Int(16);
            case "INTEGER" -> new ColumnType.Int(32);
            case "BIGINT" -> new ColumnType.Int(64);
            case "FLOAT" -> new ColumnType.Real(32);
            case "DOUBLE" -> new ColumnType.Real(64);
            case "VARCHAR" -> new ColumnType.Text();
            case "JSON" -> new ColumnType.Json();
            case "BLOB" -> new ColumnType.Bytes();
            case "DATE" -> new ColumnType.Date();
            case "INTERVAL" -> new ColumnType.Time();
            case "TIMESTAMP" -> new ColumnType.Timestamp();
            case "TIMESTAMP WITH TIME ZONE" -> new ColumnType.Instant();
            default -> null;
        };
    }

    /** SQL that makes a value of another type of one. */
    static String cast(String value, String to) {
        return "CAST(" + value + " AS " + to + ")";
    }

    private static String integer(int bits) {
        return switch (bits) {
            case 8, 16 -> "SMALLINT";
            case 32 -> "INTEGER";
            default -> "BIGINT";
        };
    }

    /** Puts a value of the type's Java form into an open row. */
    @FunctionalInterface
    interface Writer {
        void append(DuckDBAppender row, Object value) throws SQLException;
    }

    static Writer writer(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool() -> (row, value) -> row.append(((Boolean) value).booleanValue());
            case ColumnType.Int(int bits) -> integerWriter(bits);
            case ColumnType.Decimal(int precision, int scale) ->
                precision <= MAX_PRECISION
                        ? (row, value) -> row.append(fitting((BigDecimal) value, precision, scale))
                        : (row, value) -> row.append(((BigDecimal) value).toPlainString());
            case ColumnType.Real(int bits) ->
                bits == 32
                        ? (row, value) -> row.append(((Float) value).floatValue())
                        : (row, value) -> row.append(((Double) value).doubleValue());
            case ColumnType.Text() -> (row, value) -> row.append((String) value);
            case ColumnType.Json() -> (row, value) -> row.append((String) value);
            case ColumnType.Bytes() -> (row, value) -> row.append((byte[]) value);
            case ColumnType.Date() -> (row, value) -> row.appendEpochDays((Integer) value);
            case ColumnType.Time() -> (row, value) -> row.append(((Long) value).longValue());
            case ColumnType.Timestamp() -> (row, value) -> row.appendEpochMicros(finite((Long) value));
            case ColumnType.Instant() -> (row, value) -> row.appendEpochMicros(finite((Long) value));
        };
    }

    private static Writer integerWriter(int bits) {
        return switch (bits) {
            case 8, 16 -> (row, value) -> row.append(((Integer) value).shortValue());
            case 32 -> (row, value) -> row.append(((Integer) value).intValue());
            default -> (row, value) -> row.append(((Long) value).longValue());
        };
    }

    private static BigDecimal fitting(BigDecimal value, int precision, int scale) {
        if (value.scale() != scale || value.precision() > precision) {
            throw new DestinationException.Rejected(
                    "a decimal of " + value.precision() + " digits, " + value.scale()
                            + " after the point, does not fit DECIMAL(" + precision + "," + scale + ")",
                    "the value contradicts its own schema: look at the record",
                    null);
        }
        return value;
    }

    /** DuckDB reads the two ends of the range as infinities. */
    private static long finite(long micros) {
        if (micros == Long.MAX_VALUE || micros <= -Long.MAX_VALUE) {
            throw new DestinationException.Rejected(
                    "a timestamp is outside of DuckDB's range", "mend the value at the source", null);
        }
        return micros;
    }
}
