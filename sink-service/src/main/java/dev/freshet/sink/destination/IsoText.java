package dev.freshet.sink.destination;

import dev.freshet.schema.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;

/** Values as SQL databases read them from text: ISO 8601, plain numbers, bytes as hexadecimal pairs each after {@code \x}. */
public final class IsoText {
    private static final long MICROS = 1_000_000;

    private IsoText() {}

    /** @param value in the type's Java form */
    public static String of(ColumnType type, Object value) {
        return switch (type) {
            case ColumnType.Bool() -> value.toString();
            case ColumnType.Int(int bits) -> value.toString();
            case ColumnType.Decimal(int precision, int scale) -> ((BigDecimal) value).toPlainString();
            case ColumnType.Real(int bits) -> value.toString();
            case ColumnType.Text() -> (String) value;
            case ColumnType.Json() -> (String) value;
            case ColumnType.Bytes() -> HexFormat.of().withPrefix("\\x").formatHex((byte[]) value);
            case ColumnType.Date() -> LocalDate.ofEpochDay((Integer) value).toString();
            case ColumnType.Time() -> value + " microseconds";
            case ColumnType.Timestamp() -> wallClock((Long) value).toString();
            case ColumnType.Instant() -> wallClock((Long) value) + "+00";
        };
    }

    private static LocalDateTime wallClock(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1_000, ZoneOffset.UTC);
    }
}
