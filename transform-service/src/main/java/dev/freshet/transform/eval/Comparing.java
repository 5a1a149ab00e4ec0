package dev.freshet.transform.eval;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons. Numbers of different types are compared by value, a date with a timestamp as its midnight, texts by code point. NaN is not equal to
 * anything and neither less nor greater, as in Java; but Flink's planner takes {@code x = x} for true without looking, and so do we.
 */
final class Comparing {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private Comparing() {}

    static Evaluator compile(Function function, List<Expression> types, List<Evaluator> operands) {
        Evaluator left = operands.get(0);
        Evaluator right = operands.get(1);
        DataType from = types.get(0).type();
        DataType to = types.get(1).type();
        boolean decimal = from.kind() == DataType.Kind.DECIMAL || to.kind() == DataType.Kind.DECIMAL;
        if (from.isNumber() && to.isNumber() && (from.isApproximate() || to.isApproximate()) && !decimal) {
            return approximate(function, left, right, types.get(0).equals(types.get(1)));
        }
        Comparator<Object> order = order(from, to);
        return switch (function) {
            case EQUAL -> test(left, right, order, sign -> sign == 0);
            case NOT_EQUAL -> test(left, right, order, sign -> sign != 0);
            case LESS -> test(left, right, order, sign -> sign < 0);
            case LESS_OR_EQUAL -> test(left, right, order, sign -> sign <= 0);
            case GREATER -> test(left, right, order, sign -> sign > 0);
            case GREATER_OR_EQUAL -> test(left, right, order, sign -> sign >= 0);
            case IS_DISTINCT_FROM -> row -> !same(left.eval(row), right.eval(row), order);
            case IS_NOT_DISTINCT_FROM -> row -> same(left.eval(row), right.eval(row), order);
            default -> throw new IllegalArgumentException(function + " is no comparison");
        };
    }

    private interface Doubles {
        boolean test(double a, double b);
    }

    private static Evaluator approximate(Function function, Evaluator left, Evaluator right, boolean itself) {
        Doubles test = switch (function) {
            case EQUAL, IS_NOT_DISTINCT_FROM -> (a, b) -> itself || a == b;
            case NOT_EQUAL, IS_DISTINCT_FROM -> (a, b) -> !itself && a != b;
            case LESS -> (a, b) -> !itself && a < b;
            case LESS_OR_EQUAL -> (a, b) -> itself || a <= b;
            case GREATER -> (a, b) -> !itself && a > b;
            case GREATER_OR_EQUAL -> (a, b) -> itself || a >= b;
            default -> throw new IllegalArgumentException(function + " is no comparison");
        };
        boolean always = function == Function.IS_DISTINCT_FROM || function == Function.IS_NOT_DISTINCT_FROM;
        return row -> {
            Object a = left.eval(row);
            Object b = right.eval(row);
            if (a == null || b == null) {
                return always ? (a == b) == (function == Function.IS_NOT_DISTINCT_FROM) : null;
            }
            return test.test(((Number) a).doubleValue(), ((Number) b).doubleValue());
        };
    }

    /** SQL's IN: unknown when nothing is equal and something is NULL. Several literals are a set, in which -0.0 is not 0.0, as in Flink. */
    static Evaluator in(List<Expression> types, List<Evaluator> operands) {
        Evaluator[] all = operands.toArray(Evaluator[]::new);
        boolean set = types.size() > 2
                && types.stream().skip(1).allMatch(Expression.Literal.class::isInstance)
                && types.get(0).type().isApproximate();
        List<Comparator<Object>> orders = types.stream()
                .skip(1)
                .map(member -> set ? total() : order(types.get(0).type(), member.type()))
                .toList();
        return row -> {
            Object value = all[0].eval(row);
            if (value == null) {
                return null;
            }
            boolean unknown = false;
            for (int i = 1; i < all.length; i++) {
                Object member = all[i].eval(row);
                if (member == null) {
                    unknown = true;
                } else if (orders.get(i - 1).compare(value, member) == 0) {
                    return true;
                }
            }
            return unknown ? null : false;
        };
    }

    private interface Sign {
        boolean test(int sign);
    }

    private static Evaluator test(Evaluator left, Evaluator right, Comparator<Object> order, Sign sign) {
        return row -> {
            Object a = left.eval(row);
            Object b = right.eval(row);
            return a == null || b == null ? null : sign.test(order.compare(a, b));
        };
    }

    private static boolean same(@Nullable Object a, @Nullable Object b, Comparator<Object> order) {
        return a == null || b == null ? a == b : order.compare(a, b) == 0;
    }

    static Comparator<Object> order(DataType left, DataType right) {
        if (left.isNumber() && right.isNumber()) {
            return numbers(left, right);
        }
        if (left.isText() && right.isText()) {
            return (a, b) -> texts((String) a, (String) b);
        }
        if (left.kind() == DataType.Kind.VARBINARY) {
            return (a, b) -> Arrays.compareUnsigned((byte[]) a, (byte[]) b);
        }
        if (left.kind() == DataType.Kind.BOOLEAN) {
            return (a, b) -> Boolean.compare((Boolean) a, (Boolean) b);
        }
        return (a, b) -> Long.compare(micros(a, left), micros(b, right));
    }

    private static Comparator<Object> numbers(DataType left, DataType right) {
        if (left.kind() == DataType.Kind.DECIMAL && right.isApproximate()
                || right.kind() == DataType.Kind.DECIMAL && left.isApproximate()) {
            // beside a decimal, Flink takes NaN for the greatest of all
            return total();
        }
        if (left.isApproximate() || right.isApproximate()) {
            return (a, b) -> doubles(((Number) a).doubleValue(), ((Number) b).doubleValue());
        }
        if (left.isInteger() && right.isInteger()) {
            return (a, b) -> Long.compare(((Number) a).longValue(), ((Number) b).longValue());
        }
        return (a, b) -> decimal(a).compareTo(decimal(b));
    }

    private static Comparator<Object> total() {
        return (a, b) -> Double.compare(((Number) a).doubleValue(), ((Number) b).doubleValue());
    }

    /** Zero has one value, unlike in Double.compare. */
    private static int doubles(double a, double b) {
        return a < b ? -1 : a > b ? 1 : a == b ? 0 : Double.compare(a, b);
    }

    static BigDecimal decimal(Object number) {
        return number instanceof BigDecimal exact ? exact : BigDecimal.valueOf(((Number) number).longValue());
    }

    /** Java orders by UTF-16 units, Flink by the bytes of UTF-8: they differ where surrogates meet the characters behind them. */
    private static int texts(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean high = Character.isSurrogate(x);
                return high == Character.isSurrogate(y) ? Character.compare(x, y) : high ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static long micros(Object value, DataType type) {
        return type.kind() == DataType.Kind.DATE ? (Integer) value * MICROS_PER_DAY : ((Number) value).longValue();
    }
}
