package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.sql.DataType;
import dev.freshet.local.snowflake.sql.DataType.Base;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** DuckDB's results in the text form of Snowflake's protocol. */
final class Cells {
    private Cells() {}

    static List<Result.Column> columns(ResultSetMetaData data) throws SQLException {
        List<Result.Column> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(new Result.Column(data.getColumnLabel(i), type(data, i), true));
        }
        return columns;
    }

    private static DataType type(ResultSetMetaData data, int i) throws SQLException {
        String name = data.getColumnTypeName(i).toUpperCase(Locale.ROOT);
        if (name.startsWith("DECIMAL")) {
            return DataType.number(data.getPrecision(i), data.getScale(i));
        }
        return switch (name) {
            case "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "HUGEINT",
                    "UTINYINT",
                    "USMALLINT",
                    "UINTEGER",
                    "UBIGINT" -> DataType.number(38, 0);
            case "FLOAT", "DOUBLE" -> new DataType(Base.FLOAT, 0, 0);
            case "BOOLEAN" -> new DataType(Base.BOOLEAN, 0, 0);
            case "VARCHAR" -> DataType.TEXT;
            case "JSON" -> new DataType(Base.VARIANT, 0, 0);
            case "BLOB" -> new DataType(Base.BINARY, 67_108_864, 0);
            case "DATE" -> new DataType(Base.DATE, 0, 0);
            case "TIME" -> new DataType(Base.TIME, 9, 0);
            case "TIMESTAMP" -> new DataType(Base.TIMESTAMP_NTZ, 9, 0);
            case "TIMESTAMP WITH TIME ZONE" -> new DataType(Base.TIMESTAMP_TZ, 9, 0);
            default -> throw SnowflakeException.unknown("a result of the engine's type " + name);
        };
    }

    static List<@Nullable String> row(ResultSet rows, List<Result.Column> columns) throws SQLException {
        List<@Nullable String> cells = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            cells.add(cell(rows, i + 1, columns.get(i).type().base()));
        }
        return cells;
    }

    private static @Nullable String cell(ResultSet rows, int i, Base base) throws SQLException {
        Object value = rows.getObject(i);
        if (value == null) {
            return null;
        }
        return switch (base) {
            case NUMBER -> value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
            case FLOAT -> real(((Number) value).doubleValue());
            case BOOLEAN -> (Boolean) value ? "1" : "0";
            case VARCHAR, VARIANT -> value.toString();
            case BINARY -> hex((Blob) value);
            case DATE -> String.valueOf(((LocalDate) value).toEpochDay());
            case TIME -> nanos(((LocalTime) value).toSecondOfDay(), ((LocalTime) value).getNano());
            case TIMESTAMP_NTZ -> seconds(rows.getObject(i, LocalDateTime.class));
            case TIMESTAMP_LTZ -> seconds(utc(rows, i));
            case TIMESTAMP_TZ -> seconds(utc(rows, i)) + " 1440";
        };
    }

    private static LocalDateTime utc(ResultSet rows, int i) throws SQLException {
        return rows.getObject(i, OffsetDateTime.class)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toLocalDateTime();
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : Double.toString(value);
    }

    private static String seconds(LocalDateTime moment) {
        return nanos(moment.toEpochSecond(ZoneOffset.UTC), moment.getNano());
    }

    /** Before 1970 the fraction counts backwards too: it is one number. */
    private static String nanos(long seconds, int nanos) {
        return BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, 9)).toPlainString();
    }

    private static String hex(Blob blob) throws SQLException {
        return HexFormat.of().withUpperCase().formatHex(blob.getBytes(1, (int) blob.length()));
    }
}
