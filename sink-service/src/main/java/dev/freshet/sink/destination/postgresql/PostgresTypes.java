package dev.freshet.sink.destination.postgresql;

import dev.freshet.schema.ColumnType;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.TypeMapping;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's form of every column type: in tables, and as a field of a binary COPY. */
final class PostgresTypes {
    /** 2000-01-01, from where PostgreSQL counts, in days and microseconds since 1970-01-01. */
    private static final int EPOCH_DAYS = 10_957;

    private static final long EPOCH_MICROS = 946_684_800_000_000L;
    /** Where PostgreSQL's timestamps begin, 4713 BC, in microseconds since 1970. They end beyond what a long of those can say. */
    private static final long FIRST_MICROS = -210_866_803_200_000_000L;

    private static final int JSONB_VERSION = 1;
    private static final int ANY_DIGITS = 400;

    private PostgresTypes() {}

    static TypeMapping mapping(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool() -> new TypeMapping("boolean", "");
            case ColumnType.Int(int bits) -> new TypeMapping(integer(bits), "");
            case ColumnType.Decimal(int precision, int scale) ->
                new TypeMapping(
                        "numeric",
                        "without precision, so that a wider source column never rounds or stops; the scale of each value is kept");
            case ColumnType.Real(int bits) -> new TypeMapping(bits == 32 ? "real" : "double precision", "");
            case ColumnType.Text() ->
                new TypeMapping("text", "a text that holds the NUL character is refused: PostgreSQL has none");
            case ColumnType.Json() ->
                new TypeMapping(
                        "jsonb",
                        "order of keys, spaces and repeated keys are not kept; a document that holds \\u0000 is refused");
            case ColumnType.Bytes() -> new TypeMapping("bytea", "");
            case ColumnType.Date() -> new TypeMapping("date", "");
            case ColumnType.Time() -> new TypeMapping("interval", "MySQL's TIME is a span, also beyond a day");
            case ColumnType.Timestamp() -> new TypeMapping("timestamp without time zone", "");
            case ColumnType.Instant() ->
                new TypeMapping("timestamp with time zone", "a moment; the zone it was written in is not kept");
        };
    }

    /** The column type that is kept as this one; null when none is. A numeric holds any number of digits that a source has. */
    static @Nullable ColumnType columnType(String type) {
        return switch (type) {
            case "boolean" -> new ColumnType.Bool();
            case "smallint" -> new ColumnType.Int(16);
            case "integer" -> new ColumnType.Int(32);
            case "bigint" -> new ColumnType.Int(64);
            case "numeric" -> new ColumnType.Decimal(2 * ANY_DIGITS, ANY_DIGITS);
            case "real" -> new ColumnType.Real(32);
            case "double precision" -> new ColumnType.Real(64);
            case "text" -> new ColumnType.Text();
            case "jsonb" -> new ColumnType.Json();
            case "bytea" -> new ColumnType.Bytes();
            case "date" -> new ColumnType.Date();
            case "interval" -> new ColumnType.Time();
            case "timestamp without time zone" -> new ColumnType.Timestamp();
            case "timestamp with time zone" -> new ColumnType.Instant();
            default -> null;
        };
    }

    /** SQL that makes a value of another type of one. */
    static String cast(ColumnType from, String value, String to) {
        boolean number = !to.equals("boolean") && !to.equals("text");
        return "CAST(" + (from instanceof ColumnType.Bool && number ? value + "::integer" : value) + " AS " + to + ")";
    }

    private static String integer(int bits) {
        return switch (bits) {
            case 8, 16 -> "smallint";
            case 32 -> "integer";
            default -> "bigint";
        };
    }

    /** Writes a value of the type's Java form as a field: length, then content. */
    @FunctionalInterface
    interface Writer {
        void write(CopyBuffer out, Object value);
    }

    static Writer writer(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool() ->
                (out, value) -> {
                    out.putInt(1);
                    out.putByte((Boolean) value ? 1 : 0);
                };
            case ColumnType.Int(int bits) -> integerWriter(bits);
            case ColumnType.Decimal(int precision, int scale) ->
                (out, value) -> BinaryNumeric.write(out, (BigDecimal) value);
            case ColumnType.Real(int bits) -> bits == 32 ? PostgresTypes::writeFloat : PostgresTypes::writeDouble;
            case ColumnType.Text() -> (out, value) -> out.putText(withoutNul((String) value));
            case ColumnType.Json() -> PostgresTypes::writeJson;
            case ColumnType.Bytes() ->
                (out, value) -> {
                    out.putInt(((byte[]) value).length);
                    out.put((byte[]) value);
                };
            case ColumnType.Date() ->
                (out, value) -> {
                    out.putInt(4);
                    out.putInt((Integer) value - EPOCH_DAYS);
                };
            case ColumnType.Time() ->
                (out, value) -> {
                    out.putInt(16);
                    out.putLong((Long) value);
                    out.putInt(0); // days
                    out.putInt(0); // months
                };
            case ColumnType.Timestamp() -> PostgresTypes::writeMicros;
            case ColumnType.Instant() -> PostgresTypes::writeMicros;
        };
    }

    private static Writer integerWriter(int bits) {
        return switch (bits) {
            case 8, 16 ->
                (out, value) -> {
                    out.putInt(2);
                    out.putShort((Integer) value);
                };
            case 32 ->
                (out, value) -> {
                    out.putInt(4);
                    out.putInt((Integer) value);
                };
            default ->
                (out, value) -> {
                    out.putInt(8);
                    out.putLong((Long) value);
                };
        };
    }

    private static void writeFloat(CopyBuffer out, Object value) {
        out.putInt(4);
        out.putInt(Float.floatToIntBits((Float) value));
    }

    private static void writeDouble(CopyBuffer out, Object value) {
        out.putInt(8);
        out.putLong(Double.doubleToLongBits((Double) value));
    }

    private static void writeJson(CopyBuffer out, Object value) {
        byte[] text = withoutNul((String) value).getBytes(StandardCharsets.UTF_8);
        out.putInt(1 + text.length);
        out.putByte(JSONB_VERSION);
        out.put(text);
    }

    static void writeMicros(CopyBuffer out, Object value) {
        long micros = (Long) value;
        if (micros < FIRST_MICROS) {
            throw new DestinationException.Rejected(
                    "a timestamp is before 4713 BC, where PostgreSQL's begin", "mend the value at the source", null);
        }
        out.putInt(8);
        out.putLong(micros - EPOCH_MICROS);
    }

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new DestinationException.Rejected(
                    "a text holds the NUL character, which PostgreSQL cannot keep",
                    "remove it at the source, or make the column binary there (VARBINARY, BLOB)",
                    null);
        }
        return text;
    }
}
