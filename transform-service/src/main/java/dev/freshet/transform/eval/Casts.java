package dev.freshet.transform.eval;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CAST among all types. A value that its new type does not hold is an error, also where Flink would wrap a number; texts are cut to
 * VARCHAR(n) and filled to CHAR(n), as in Flink.
 */
final class Casts {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final Pattern WHOLE = Pattern.compile("[+-]?(?=[0-9.])[0-9]*(\\.[0-9]*)?");

    private Casts() {}

    /** TRY_CAST: what cannot be cast is NULL. */
    static Evaluator attempt(Evaluator cast) {
        return row -> {
            try {
                return cast.eval(row);
            } catch (EvaluationException impossible) {
                return null;
            }
        };
    }

    static Evaluator compile(Evaluator operand, DataType from, DataType to) {
        if (from.equals(to)) {
            return operand;
        }
        UnaryOperator<Object> cast = cast(from, to);
        return row -> {
            Object value = operand.eval(row);
            return value == null ? null : cast.apply(value);
        };
    }

    /** Whether there is a cast at all. */
    static boolean exists(DataType from, DataType to) {
        if (from.kind() == DataType.Kind.NULL || from.kind() == to.kind()) {
            return true;
        }
        if (from.isText()) {
            return to.kind() != DataType.Kind.TIME;
        }
        return switch (to.kind()) {
            case CHAR, VARCHAR -> true;
            case VARBINARY -> false;
            case BOOLEAN -> from.isNumber();
            case TINYINT, SMALLINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE ->
                from.isNumber() || from.kind() == DataType.Kind.BOOLEAN;
            case DATE -> from.isMoment();
            case TIME -> from.isMoment();
            case TIMESTAMP, TIMESTAMP_LTZ -> from.isMoment() || from.kind() == DataType.Kind.DATE;
            case NULL -> false;
        };
    }

    private static UnaryOperator<Object> cast(DataType from, DataType to) {
        return switch (to.kind()) {
            case CHAR -> value -> filled(text(value, from), to.precision());
            case VARCHAR -> value -> cut(text(value, from), to.precision());
            case VARBINARY -> value -> bytes(value, to.precision());
            case BOOLEAN -> value -> truth(value);
            case TINYINT, SMALLINT, INT, BIGINT -> value -> Arithmetic.integer(integer(value, to), to);
            case DECIMAL -> value -> Arithmetic.fit(decimal(value, to), to);
            case FLOAT -> value -> (float) real(value, to);
            case DOUBLE -> value -> real(value, to);
            case DATE ->
                value -> from.isText() ? Temporal.date((String) value) : Temporal.day(number(value), MICROS_PER_DAY);
            case TIME -> value -> Temporal.cut(Math.floorMod(number(value), MICROS_PER_DAY), to.precision());
            case TIMESTAMP, TIMESTAMP_LTZ -> value -> Temporal.cut(moment(value, from), to.precision());
            case NULL -> throw new IllegalArgumentException("nothing is cast to NULL");
        };
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static long moment(Object value, DataType from) {
        if (from.isText()) {
            return Temporal.timestamp((String) value);
        }
        return from.kind() == DataType.Kind.DATE ? number(value) * MICROS_PER_DAY : number(value);
    }

    /** As Flink prints a value. */
    static String text(Object value, DataType from) {
        return switch (from.kind()) {
            case BOOLEAN -> (Boolean) value ? "TRUE" : "FALSE";
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case VARBINARY -> new String((byte[]) value, StandardCharsets.UTF_8);
            case DATE -> Temporal.dateText((Integer) value);
            case TIME -> Temporal.timeText((Long) value, from.precision());
            case TIMESTAMP, TIMESTAMP_LTZ -> Temporal.timestampText((Long) value, from.precision());
            default -> value.toString();
        };
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, end(text, length));
    }

    /** Where so many characters end: those beyond 16 bits are two units. */
    static int end(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text.length()
                : text.offsetByCodePoints(0, characters);
    }

    private static String filled(String text, int length) {
        String cut = cut(text, length);
        int missing = length - cut.codePointCount(0, cut.length());
        return missing <= 0 ? cut : cut + " ".repeat(missing);
    }

    private static Object bytes(Object value, int length) {
        byte[] bytes = value instanceof byte[] known ? known : ((String) value).getBytes(StandardCharsets.UTF_8);
        return bytes.length <= length ? bytes : Arrays.copyOf(bytes, length);
    }

    private static Object truth(Object value) {
        if (value instanceof Number number) {
            return number instanceof BigDecimal exact ? exact.signum() != 0 : number.doubleValue() != 0;
        }
        return switch (((String) value).strip().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "1" -> true;
            case "false", "f", "no", "n", "0" -> false;
            default -> throw new EvaluationException("a text is not BOOLEAN");
        };
    }

    /** Towards zero, as Flink's. */
    private static long integer(Object value, DataType to) {
        BigDecimal exact = switch (value) {
            case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
            case BigDecimal decimal -> decimal;
            case Float real -> finite(real.doubleValue(), to);
            case Double real -> finite(real, to);
            case Number number -> null;
            case String text -> whole(text.strip(), to);
            default -> throw new IllegalArgumentException("no cast to " + to);
        };
        if (exact == null) {
            return number(value);
        }
        try {
            return exact.setScale(0, RoundingMode.DOWN).longValueExact();
        } catch (ArithmeticException e) {
            throw Arithmetic.overflow(to);
        }
    }

    private static @Nullable BigDecimal finite(double real, DataType to) {
        if (Double.isNaN(real) || Double.isInfinite(real)) {
            throw Arithmetic.overflow(to);
        }
        return new BigDecimal(real);
    }

    /** Digits behind a point are cut off; an exponent is not read, as by Flink. */
    private static BigDecimal whole(String text, DataType to) {
        if (!WHOLE.matcher(text).matches()) {
            throw new EvaluationException("a text is not " + to);
        }
        int point = text.indexOf('.');
        String digits = point < 0 ? text : text.substring(0, point);
        return digits.isEmpty() || digits.equals("+") || digits.equals("-") ? BigDecimal.ZERO : parsed(digits, to);
    }

    private static BigDecimal parsed(String text, DataType to) {
        String bare = text.strip();
        // a number that is far too long would take far too much time
        if (bare.isEmpty() || bare.length() > 400) {
            throw new EvaluationException("a text is not " + to);
        }
        try {
            BigDecimal parsed = new BigDecimal(bare);
            if (Math.abs((long) parsed.scale()) > 1_000) {
                throw Arithmetic.overflow(to);
            }
            return parsed;
        } catch (NumberFormatException e) {
            throw new EvaluationException("a text is not " + to);
        }
    }

    private static BigDecimal decimal(Object value, DataType to) {
        return switch (value) {
            case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
            case BigDecimal exact -> exact;
            case Float real -> approximate(real.doubleValue(), to);
            case Double real -> approximate(real, to);
            case Number number -> BigDecimal.valueOf(number.longValue());
            case String text -> parsed(text, to);
            default -> throw new IllegalArgumentException("no cast to " + to);
        };
    }

    /** The number that its shortest text says. */
    private static BigDecimal approximate(double real, DataType to) {
        if (Double.isNaN(real) || Double.isInfinite(real)) {
            throw Arithmetic.overflow(to);
        }
        return new BigDecimal(Double.toString(real));
    }

    private static double real(Object value, DataType to) {
        return switch (value) {
            case Boolean truth -> truth ? 1 : 0;
            case Number number -> number.doubleValue();
            case String text -> {
                try {
                    yield Double.parseDouble(text.strip());
                } catch (NumberFormatException e) {
                    throw new EvaluationException("a text is not " + to);
                }
            }
            default -> throw new IllegalArgumentException("no cast to " + to);
        };
    }
}
