package dev.freshet.ddl.mysql;

import dev.freshet.schema.ColumnType;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ConstantContext;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A constant of a statement, read as MySQL reads it for a column. */
final class Literal {
    private static final Pattern TIME = Pattern.compile("(-?)(\\d{1,3}):(\\d{1,2})(?::(\\d{1,2})(\\.\\d*)?)?");
    private static final Pattern DATE_TIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(\\.\\d*)?)?)?");

    private final String text;
    private final String plain;

    Literal(ConstantContext constant) {
        this.text = constant.getText();
        this.plain = unquoted(text);
    }

    /** Without its quotes, which are doubled inside. */
    static String unquoted(String text) {
        boolean quoted = text.length() > 1 && (text.startsWith("'") || text.startsWith("\""));
        String mark = quoted ? text.substring(0, 1) : "";
        return quoted ? text.substring(1, text.length() - 1).replace(mark + mark, mark) : text;
    }

    /**
     * The value in the type's Java form; null when it is none of this type, or a zero date.
     *
     * @param digits of the second that a time has
     */
    @Nullable
    Object as(ColumnType type, int digits) {
        try {
            return switch (type) {
                case ColumnType.Text() -> plain;
                case ColumnType.Json() -> plain;
                case ColumnType.Bool() -> number().signum() != 0;
                case ColumnType.Int(int bits) -> whole(number(), bits);
                case ColumnType.Decimal(int precision, int scale) -> number().setScale(scale, RoundingMode.HALF_UP);
                case ColumnType.Real(int bits) -> real(number().toString(), bits);
                case ColumnType.Bytes() -> bytes();
                case ColumnType.Date() ->
                    Math.toIntExact(LocalDate.parse(plain.length() > 10 ? plain.substring(0, 10) : plain)
                            .toEpochDay());
                case ColumnType.Time() -> time(digits);
                case ColumnType.Timestamp() -> dateTime(digits);
                // of the session's zone, which for a plan is taken to be UTC
                case ColumnType.Instant() -> dateTime(digits);
            };
        } catch (IllegalArgumentException | DateTimeException other) {
            return null;
        }
    }

    private BigDecimal number() {
        if (binary()) {
            return new BigDecimal(new BigInteger(1, big()));
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "TRUE" -> BigDecimal.ONE;
            case "FALSE" -> BigDecimal.ZERO;
            default -> new BigDecimal(plain);
        };
    }

    /** Of a bit or hexadecimal literal, the highest byte first. */
    private byte[] big() {
        if (bits()) {
            byte[] value = new BigInteger("0" + text.substring(2, text.length() - 1), 2).toByteArray();
            return value.length > 1 && value[0] == 0 ? Arrays.copyOfRange(value, 1, value.length) : value;
        }
        String hex = text.charAt(0) == '0' ? text.substring(2) : text.substring(2, text.length() - 1);
        return HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : "0" + hex);
    }

    /** Of BIT, the lowest byte first, as its values come. */
    private byte[] bytes() {
        if (!binary()) {
            return plain.getBytes(StandardCharsets.UTF_8);
        }
        byte[] big = big();
        if (!bits()) {
            return big;
        }
        byte[] little = new byte[big.length];
        for (int i = 0; i < big.length; i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }

    private boolean bits() {
        return text.regionMatches(true, 0, "b'", 0, 2);
    }

    private boolean binary() {
        return bits() || text.regionMatches(true, 0, "x'", 0, 2) || text.regionMatches(true, 0, "0x", 0, 2);
    }

    private long time(int digits) {
        Matcher time = TIME.matcher(plain);
        if (!time.matches()) {
            throw new DateTimeException("not a time");
        }
        long seconds = Long.parseLong(time.group(2)) * 3600
                + Long.parseLong(time.group(3)) * 60
                + (time.group(4) == null ? 0 : Long.parseLong(time.group(4)));
        long micros = seconds * 1_000_000 + fraction(time.group(5), digits);
        return time.group(1).isEmpty() ? micros : -micros;
    }

    private @Nullable Long dateTime(int digits) {
        Matcher parts = DATE_TIME.matcher(plain);
        if (!parts.matches()) {
            throw new DateTimeException("not a date and time");
        }
        LocalDateTime second = LocalDate.parse(parts.group(1))
                .atTime(number(parts.group(2)), number(parts.group(3)), number(parts.group(4)));
        return second.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + fraction(parts.group(5), digits);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Microseconds of a fraction like {@code .25}, rounded to so many digits. */
    private static long fraction(@Nullable String fraction, int digits) {
        return fraction == null || fraction.length() < 2
                ? 0
                : new BigDecimal("0" + fraction)
                        .setScale(Math.min(6, digits), RoundingMode.HALF_UP)
                        .movePointRight(6)
                        .longValueExact();
    }

    // boxed one by one: a conditional would make both of the wider type
    static Object whole(BigDecimal number, int bits) {
        BigDecimal rounded = number.setScale(0, RoundingMode.HALF_UP);
        if (bits == 64) {
            return rounded.longValue();
        }
        return rounded.intValue();
    }

    static Object real(String number, int bits) {
        if (bits == 32) {
            return Float.valueOf(number);
        }
        return Double.valueOf(number);
    }
}
