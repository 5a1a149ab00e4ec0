package dev.freshet.sink.destination.snowflake;

import dev.freshet.schema.ColumnType;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.TypeMapping;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Snowflake's form of every column type: in tables, and as text in a staged file. */
final class SnowflakeTypes {
    static final String VARCHAR = "VARCHAR(16777216)";

    private static final int MAX_PRECISION = 38;
    private static final int MAX_SCALE = 37;
    /** Digits that tell an integer's width; a decimal without fraction has one more where it would have as many. */
    private static final Set<Integer> INTEGERS = Set.of(5, 10, 19);

    private static final Pattern NUMBER = Pattern.compile("NUMBER\\((\\d+),(\\d+)\\)");
    private static final long MICROS = 1_000_000;
    private static final HexFormat HEX = HexFormat.of();
    private static final DateTimeFormatter WALL_CLOCK = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, true)
            .toFormatter();

    private SnowflakeTypes() {}

    static TypeMapping mapping(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool() -> new TypeMapping("BOOLEAN", "");
            case ColumnType.Int(int bits) -> new TypeMapping("NUMBER(" + digits(bits) + ",0)", "");
            case ColumnType.Decimal(int precision, int scale) -> decimal(precision, scale);
            case ColumnType.Real(int bits) -> new TypeMapping("FLOAT", "");
            case ColumnType.Text() -> new TypeMapping(VARCHAR, "a text beyond 16 MiB is refused");
            case ColumnType.Json() ->
                new TypeMapping(
                        "VARIANT",
                        "order of keys and spaces are not kept; numbers of more than 38 digits become floating point");
            case ColumnType.Bytes() -> new TypeMapping("BINARY(67108864)", "");
            case ColumnType.Date() -> new TypeMapping("DATE", "");
            case ColumnType.Time() ->
                new TypeMapping(
                        VARCHAR, "as MySQL prints it, such as -838:59:59.000000: TIME knows no span beyond a day");
            case ColumnType.Timestamp() -> new TypeMapping("TIMESTAMP_NTZ(6)", "");
            case ColumnType.Instant() ->
                new TypeMapping("TIMESTAMP_TZ(6)", "a moment, at offset +0000; the zone it was written in is not kept");
        };
    }

    private static int digits(int bits) {
        return switch (bits) {
            case 8, 16 -> 5;
            case 32 -> 10;
            default -> 19;
        };
    }

    private static TypeMapping decimal(int precision, int scale) {
        if (precision > MAX_PRECISION || scale > MAX_SCALE) {
            return new TypeMapping(VARCHAR, "more than 38 digits, or 37 after the point: kept as text, exact");
        }
        boolean likeAnInteger = scale == 0 && INTEGERS.contains(precision);
        return likeAnInteger
                ? new TypeMapping("NUMBER(" + (precision + 1) + ",0)", "a digit more than an integer of that width has")
                : new TypeMapping("NUMBER(" + precision + "," + scale + ")", "");
    }

    /** The column type that is kept as this one; null when none is. */
    static @Nullable ColumnType columnType(String type) {
        Matcher number = NUMBER.matcher(type);
        if (number.matches()) {
            int precision = Integer.parseInt(number.group(1));
            int scale = Integer.parseInt(number.group(2));
            boolean integer = scale == 0 && INTEGERS.contains(precision);
            return integer
                    ? new ColumnType.Int(precision == 5 ? 16 : precision == 10 ? 32 : 64)
                    : new ColumnType.Decimal(precision, scale);
        }
        return switch (type.replaceFirst("\\(.*", "")) {
            case "BOOLEAN" -> new ColumnType.Bool();
            case "FLOAT" -> new ColumnType.Real(64);
            case "VARCHAR" -> new ColumnType.Text();
            case "VARIANT" -> new ColumnType.Json();
            case "BINARY" -> new ColumnType.Bytes();
            case "DATE" -> new ColumnType.Date();
            case "TIMESTAMP_NTZ" -> new ColumnType.Timestamp();
            case "TIMESTAMP_TZ", "TIMESTAMP_LTZ" -> new ColumnType.Instant();
            default -> null;
        };
    }

    /** Whether a staged text is what the table keeps. */
    static boolean isText(String type) {
        return type.startsWith("VARCHAR");
    }

    /** SQL that makes a value of another type of a value of a table. */
    static String cast(@Nullable ColumnType from, String value, String to) {
        if (from instanceof ColumnType.Json && isText(to)) {
            return "TO_JSON(" + value + ")";
        }
        boolean number = to.startsWith("NUMBER") || to.equals("FLOAT");
        return "CAST(" + (from instanceof ColumnType.Bool && number ? "IFF(" + value + ", 1, 0)" : value) + " AS " + to
                + ")";
    }

    /** Text of a value in the type's Java form, as staged files hold it. */
    @FunctionalInterface
    interface Writer {
        String text(Object value);
    }

    /** @param kept the type of the column that keeps the value */
    static Writer writer(ColumnType type, String kept) {
        return switch (type) {
            case ColumnType.Bool() -> value -> (Boolean) value ? "true" : "false";
            case ColumnType.Int(int bits) ->
                bits == 64 ? value -> ((Long) value).toString() : value -> ((Integer) value).toString();
            case ColumnType.Decimal(int precision, int scale) -> value -> ((BigDecimal) value).toPlainString();
            case ColumnType.Real(int bits) ->
                bits == 64 || isText(kept)
                        ? value -> real(value.toString())
                        // FLOAT is a double there: the shortest text of a single, 0.1, would be another number
                        : value -> real(Double.toString((Float) value));
            case ColumnType.Text() -> value -> (String) value;
            case ColumnType.Json() -> value -> (String) value;
            case ColumnType.Bytes() -> value -> HEX.formatHex((byte[]) value);
            case ColumnType.Date() -> value -> day(LocalDate.ofEpochDay((Integer) value));
            case ColumnType.Time() -> value -> span((Long) value);
            case ColumnType.Timestamp() -> value -> wallClock((Long) value);
            case ColumnType.Instant() -> value -> instant((Long) value);
        };
    }

    private static String real(String text) {
        return switch (text) {
            case "Infinity" -> "inf";
            case "-Infinity" -> "-inf";
            default -> text;
        };
    }

    private static String day(LocalDate day) {
        requireYear(day.getYear());
        return day.toString();
    }

    static String instant(long micros) {
        return wallClock(micros) + "+00:00";
    }

    private static String wallClock(long micros) {
        LocalDateTime moment = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1_000, ZoneOffset.UTC);
        requireYear(moment.getYear());
        return WALL_CLOCK.format(moment);
    }

    private static void requireYear(int year) {
        if (year < 1 || year > 9_999) {
            throw new DestinationException.Rejected(
                    "a date of the year " + year + " is outside of Snowflake's 1 to 9999",
                    "mend the value at the source",
                    null);
        }
    }

    private static String span(long micros) {
        long seconds = Math.abs(micros) / MICROS;
        return "%s%02d:%02d:%02d.%06d"
                .formatted(
                        micros < 0 ? "-" : "",
                        seconds / 3_600,
                        seconds / 60 % 60,
                        seconds % 60,
                        Math.abs(micros) % MICROS);
    }
}
