package dev.freshet.transform.eval;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers. Integers and decimals that do not fit their type are an error, never a wrapped or rounded-off value. */
final class Arithmetic {
    /** Digits that a quotient is computed to before it is brought to its scale: more than any type holds. */
    private static final MathContext DIVISION = new MathContext(80, RoundingMode.HALF_UP);

    private Arithmetic() {}

    static Evaluator compile(Function function, List<Evaluator> operands, DataType type) {
        Evaluator left = operands.get(0);
        if (function == Function.NEGATE) {
            return unary(left, value -> negate(value, type));
        }
        Evaluator right = operands.get(1);
        if (type.kind() == DataType.Kind.FLOAT) {
            return binary(left, right, (a, b) -> apply(function, a.floatValue(), b.floatValue()));
        }
        if (type.isApproximate()) {
            return binary(left, right, (a, b) -> real(apply(function, a.doubleValue(), b.doubleValue()), type));
        }
        if (type.isInteger()) {
            return binary(left, right, (a, b) -> integer(apply(function, a.longValue(), b.longValue()), type));
        }
        return binary(left, right, (a, b) -> fit(apply(function, Comparing.decimal(a), Comparing.decimal(b)), type));
    }

    interface Binary {
        @Nullable
        Object apply(Number a, Number b);
    }

    interface Unary {
        @Nullable
        Object apply(Number value);
    }

    /** Both sides are evaluated always: a row that fails in one of them fails, as on Flink. */
    static Evaluator binary(Evaluator left, Evaluator right, Binary function) {
        return row -> {
            Object a = left.eval(row);
            Object b = right.eval(row);
            return a == null || b == null ? null : function.apply((Number) a, (Number) b);
        };
    }

    static Evaluator unary(Evaluator operand, Unary function) {
        return row -> {
            Object value = operand.eval(row);
            return value == null ? null : function.apply((Number) value);
        };
    }

    private static Object apply(Function function, float a, float b) {
        return switch (function) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDE -> a / b;
            case MOD -> a % b;
            default -> throw new IllegalArgumentException(function + " is no arithmetic");
        };
    }

    private static double apply(Function function, double a, double b) {
        return switch (function) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDE -> a / b;
            case MOD -> a % b;
            default -> throw new IllegalArgumentException(function + " is no arithmetic");
        };
    }

    private static long apply(Function function, long a, long b) {
        try {
            return switch (function) {
                case PLUS -> Math.addExact(a, b);
                case MINUS -> Math.subtractExact(a, b);
                case TIMES -> Math.multiplyExact(a, b);
                case DIVIDE -> Math.divideExact(a, nonZero(b));
                case MOD -> a % nonZero(b);
                default -> throw new IllegalArgumentException(function + " is no arithmetic");
            };
        } catch (ArithmeticException e) {
            throw overflow(DataType.BIGINT);
        }
    }

    private static BigDecimal apply(Function function, BigDecimal a, BigDecimal b) {
        return switch (function) {
            case PLUS -> a.add(b);
            case MINUS -> a.subtract(b);
            case TIMES -> a.multiply(b);
            case DIVIDE -> a.divide(nonZero(b), DIVISION);
            case MOD -> a.remainder(nonZero(b));
            default -> throw new IllegalArgumentException(function + " is no arithmetic");
        };
    }

    private static long nonZero(long divisor) {
        if (divisor == 0) {
            throw new EvaluationException("division by zero");
        }
        return divisor;
    }

    private static BigDecimal nonZero(BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw new EvaluationException("division by zero");
        }
        return divisor;
    }

    private static Object negate(Number value, DataType type) {
        return switch (type.kind()) {
            case FLOAT -> -value.floatValue();
            case DOUBLE -> -value.doubleValue();
            case DECIMAL -> fit(Comparing.decimal(value).negate(), type);
            default -> integer(apply(Function.MINUS, 0L, value.longValue()), type);
        };
    }

    static Object real(double value, DataType type) {
        return type.kind() == DataType.Kind.FLOAT ? (Object) (float) value : (Object) value;
    }

    /** The integer in its type's Java form, when it is one of its values. */
    static Object integer(long value, DataType type) {
        return switch (type.kind()) {
            case BIGINT -> value;
            case INT -> bounded(value, Integer.MIN_VALUE, Integer.MAX_VALUE, type);
            case SMALLINT -> bounded(value, Short.MIN_VALUE, Short.MAX_VALUE, type);
            case TINYINT -> bounded(value, Byte.MIN_VALUE, Byte.MAX_VALUE, type);
            default -> throw new IllegalArgumentException(type + " is no integer");
        };
    }

    private static Object bounded(long value, long least, long most, DataType type) {
        if (value < least || value > most) {
            throw overflow(type);
        }
        return (int) value;
    }

    /** The decimal rounded half up to its type's scale, when it has no more digits than the type. */
    static BigDecimal fit(BigDecimal value, DataType type) {
        BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (scaled.precision() > type.precision() && scaled.signum() != 0) {
            throw overflow(type);
        }
        return scaled;
    }

    static EvaluationException overflow(DataType type) {
        return new EvaluationException("a number does not fit into " + type);
    }
}
