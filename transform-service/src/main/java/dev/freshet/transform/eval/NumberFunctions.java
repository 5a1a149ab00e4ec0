package dev.freshet.transform.eval;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Functions of numbers. */
final class NumberFunctions {
    private NumberFunctions() {}

    static Evaluator compile(Function function, List<Expression> types, List<Evaluator> operands, DataType type) {
        Evaluator value = operands.get(0);
        return switch (function) {
            case ABS -> Arithmetic.unary(value, number -> abs(number, type));
            case SIGN -> Arithmetic.unary(value, number -> sign(number, type));
            case CEIL -> Arithmetic.unary(value, number -> whole(number, type, RoundingMode.CEILING));
            case FLOOR -> Arithmetic.unary(value, number -> whole(number, type, RoundingMode.FLOOR));
            case ROUND -> places(operands, type, RoundingMode.HALF_UP);
            case TRUNCATE -> places(operands, type, RoundingMode.DOWN);
            case POWER ->
                Arithmetic.binary(value, operands.get(1), (a, b) -> Math.pow(a.doubleValue(), b.doubleValue()));
            case SQRT -> Arithmetic.unary(value, number -> Math.sqrt(number.doubleValue()));
            case EXP -> Arithmetic.unary(value, number -> Math.exp(number.doubleValue()));
            case LN -> Arithmetic.unary(value, number -> Math.log(number.doubleValue()));
            case LOG10 -> Arithmetic.unary(value, number -> Math.log10(number.doubleValue()));
            default -> throw new IllegalArgumentException(function + " of " + types + " is not of numbers");
        };
    }

    private static Object abs(Number number, DataType type) {
        return switch (type.kind()) {
            case FLOAT -> Math.abs(number.floatValue());
            case DOUBLE -> Math.abs(number.doubleValue());
            case DECIMAL -> Comparing.decimal(number).abs();
            default -> {
                if (number.longValue() == Long.MIN_VALUE) {
                    throw Arithmetic.overflow(type);
                }
                yield Arithmetic.integer(Math.abs(number.longValue()), type);
            }
        };
    }

    private static Object sign(Number number, DataType type) {
        return switch (type.kind()) {
            case FLOAT -> Math.signum(number.floatValue());
            case DOUBLE -> Math.signum(number.doubleValue());
            case DECIMAL ->
                Arithmetic.fit(BigDecimal.valueOf(Comparing.decimal(number).signum()), type);
            default -> Arithmetic.integer(Long.signum(number.longValue()), type);
        };
    }

    private static Object whole(Number number, DataType type, RoundingMode mode) {
        return switch (type.kind()) {
            case FLOAT -> (float) whole(number.doubleValue(), mode);
            case DOUBLE -> whole(number.doubleValue(), mode);
            case DECIMAL -> Arithmetic.fit(Comparing.decimal(number).setScale(0, mode), type);
            default -> number;
        };
    }

    private static double whole(double number, RoundingMode mode) {
        return mode == RoundingMode.FLOOR ? Math.floor(number) : Math.ceil(number);
    }

    private static Evaluator places(List<Evaluator> operands, DataType type, RoundingMode mode) {
        Evaluator value = operands.get(0);
        return operands.size() == 1
                ? Arithmetic.unary(value, number -> rounded(number, 0, type, mode))
                : Arithmetic.binary(
                        value, operands.get(1), (number, places) -> rounded(number, places.intValue(), type, mode));
    }

    private static Object rounded(Number number, int places, DataType type, RoundingMode mode) {
        if (type.isApproximate()) {
            double real = number.doubleValue();
            boolean finite = !Double.isNaN(real) && !Double.isInfinite(real);
            if (!finite && mode == RoundingMode.HALF_UP) {
                throw new EvaluationException("NaN and infinity are not rounded");
            }
            return !finite
                    ? number
                    : Arithmetic.real(
                            BigDecimal.valueOf(real).setScale(places, mode).doubleValue(), type);
        }
        BigDecimal rounded = Comparing.decimal(number).setScale(places, mode);
        if (type.kind() == DataType.Kind.DECIMAL) {
            return Arithmetic.fit(rounded, type);
        }
        try {
            return Arithmetic.integer(rounded.longValueExact(), type);
        } catch (ArithmeticException e) {
            throw Arithmetic.overflow(type);
        }
    }
}
