package dev.freshet.transform.eval;

import dev.freshet.event.RowView;
import dev.freshet.schema.Unavailable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the checked tree to closures. */
public final class Compiler {
    private Compiler() {}

    public static Evaluator compile(Expression expression) {
        return switch (expression) {
            case Expression.Literal(Object value, DataType type) -> row -> value;
            case Expression.Column column -> column(column);
            case Expression.Call call -> call(call);
        };
    }

    /** Whether values of one type can be cast to the other. */
    public static boolean castable(DataType from, DataType to) {
        return Casts.exists(from, to);
    }

    /** Whether TIMESTAMPADD, TIMESTAMPDIFF know the unit. */
    public static boolean knowsUnit(String unit) {
        return TimeFunctions.knowsUnit(unit);
    }

    /** Whether EXTRACT knows the part. */
    public static boolean knowsPart(String part) {
        return TimeFunctions.knowsPart(part);
    }

    private static Evaluator column(Expression.Column column) {
        int index = column.index();
        String name = column.name();
        if (column.type().isText()) {
            return row -> text(read(row, index, name));
        }
        return row -> read(row, index, name);
    }

    private static @Nullable Object read(RowView row, int index, String name) {
        Object value = row.value(index);
        if (value == Unavailable.VALUE) {
            throw new EvaluationException("the source did not send the value of column " + name);
        }
        return value;
    }

    /** A decimal of more digits than SQL has is read as its text. */
    private static @Nullable Object text(@Nullable Object value) {
        return value instanceof BigDecimal exact ? exact.toPlainString() : value;
    }

    private static Evaluator call(Expression.Call call) {
        List<Expression> types = call.operands();
        List<Evaluator> operands = types.stream().map(Compiler::compile).toList();
        DataType type = call.type();
        Evaluator compiled = compile(call.function(), types, operands, type);
        boolean constant = types.stream().allMatch(Expression.Literal.class::isInstance);
        return constant ? folded(compiled) : compiled;
    }

    /** What only depends on literals is computed once; if that fails, each row fails. */
    private static Evaluator folded(Evaluator compiled) {
        try {
            Object value = compiled.eval(column -> null);
            return row -> value;
        } catch (EvaluationException fails) {
            return compiled;
        }
    }

    private static Evaluator compile(
            Function function, List<Expression> types, List<Evaluator> operands, DataType type) {
        return switch (function) {
            case EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    IS_DISTINCT_FROM,
                    IS_NOT_DISTINCT_FROM -> Comparing.compile(function, types, operands);
            case IN -> Comparing.in(types, operands);
            case AND, OR, NOT, IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
                Logic.compile(function, operands);
            case CASE -> Logic.compile(function, branches(types, operands, type));
            case CAST -> Casts.compile(operands.get(0), types.get(0).type(), type);
            case TRY_CAST ->
                Casts.attempt(Casts.compile(operands.get(0), types.get(0).type(), type));
            case PLUS, MINUS, TIMES, DIVIDE, MOD, NEGATE -> Arithmetic.compile(function, operands, type);
            case ABS, CEIL, FLOOR, ROUND, TRUNCATE, POWER, SQRT, EXP, LN, LOG10, SIGN ->
                NumberFunctions.compile(function, types, operands, type);
            case LOWER,
                    UPPER,
                    TRIM,
                    SUBSTRING,
                    CONCAT,
                    CONCAT_WS,
                    REPLACE,
                    LEFT,
                    RIGHT,
                    POSITION,
                    CHAR_LENGTH,
                    SPLIT_INDEX,
                    MASK -> TextFunctions.compile(function, types, operands);
            case LIKE, REGEXP, REGEXP_EXTRACT, REGEXP_REPLACE -> PatternFunctions.compile(function, types, operands);
            case HASH -> Hashing.compile(operands);
            case EXTRACT, DATE_FORMAT, TO_TIMESTAMP, TO_DATE, TIMESTAMPDIFF, TIMESTAMPADD ->
                TimeFunctions.compile(function, types, operands, type);
            case JSON_VALUE, JSON_QUERY, JSON_EXISTS -> JsonFunctions.compile(function, types, operands, type);
        };
    }

    /** All branches in the type of the whole; conditions as they are. */
    private static List<Evaluator> branches(List<Expression> types, List<Evaluator> operands, DataType type) {
        Evaluator[] all = operands.toArray(Evaluator[]::new);
        for (int i = 0; i < all.length; i++) {
            boolean value = i % 2 == 1 || i == all.length - 1;
            DataType own = types.get(i).type();
            if (value && own.kind() != type.kind() || value && own.kind() == DataType.Kind.DECIMAL) {
                all[i] = Casts.compile(all[i], own, type);
            }
        }
        return List.of(all);
    }

    /** The algorithm behind a function's name. */
    public static final Map<String, String> DIGESTS = Map.of(
            "MD5", "MD5", "SHA1", "SHA-1", "SHA224", "SHA-224", "SHA256", "SHA-256", "SHA384", "SHA-384", "SHA512",
            "SHA-512");
}
