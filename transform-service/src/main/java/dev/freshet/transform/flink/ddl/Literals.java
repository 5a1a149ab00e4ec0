package dev.freshet.transform.flink.ddl;

import dev.freshet.schema.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values in Flink's SQL, of the types that the view of an input gives its columns. */
final class Literals {
    private static final long MICROS = 1_000_000;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private Literals() {}

    /** The type that a view gives such a column. */
    static String type(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool() -> "BOOLEAN";
            case ColumnType.Int(int bits) -> bits == 64 ? "BIGINT" : bits == 16 ? "SMALLINT" : "INT";
            case ColumnType.Decimal(int precision, int scale) -> "DECIMAL(" + precision + ", " + scale + ")";
            case ColumnType.Real(int bits) -> bits == 32 ? "FLOAT" : "DOUBLE";
            case ColumnType.Text() -> "STRING";
            case ColumnType.Json() -> "STRING";
            case ColumnType.Bytes() -> "BYTES";
            case ColumnType.Date() -> "DATE";
            case ColumnType.Time() -> "BIGINT";
            case ColumnType.Timestamp() -> "TIMESTAMP(6)";
            case ColumnType.Instant() -> "TIMESTAMP_LTZ(6)";
        };
    }

    /** @param value in the type's Java form */
    static String of(ColumnType type, @Nullable Object value) {
        return "CAST(" + (value == null ? "NULL" : text(type, value)) + " AS " + type(type) + ")";
    }

    private static String text(ColumnType type, Object value) {
        return switch (type) {
            case ColumnType.Bool() -> value.toString().toUpperCase(Locale.ROOT);
            case ColumnType.Int(int bits) -> value.toString();
            case ColumnType.Decimal(int precision, int scale) -> ((BigDecimal) value).toPlainString();
            case ColumnType.Real(int bits) -> Text.literal(value.toString());
            case ColumnType.Text() -> Text.literal((String) value);
            case ColumnType.Json() -> Text.literal((String) value);
            case ColumnType.Bytes() -> "X'" + HexFormat.of().formatHex((byte[]) value) + '\'';
            case ColumnType.Date() ->
                Text.literal(LocalDate.ofEpochDay((Integer) value).toString());
            case ColumnType.Time() -> value.toString();
            case ColumnType.Timestamp() -> Text.literal(moment((Long) value));
            case ColumnType.Instant() -> Text.literal(moment((Long) value));
        };
    }

    /** The session's zone is UTC. */
    private static String moment(long micros) {
        return MOMENT.format(LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1_000, ZoneOffset.UTC));
    }
}
