package dev.freshet.transform.eval;

import dev.freshet.transform.json.JsonQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL's JSON functions. The path is a literal, compiled once. */
final class JsonFunctions {
    private JsonFunctions() {}

    static Evaluator compile(Function function, List<Expression> types, List<Evaluator> operands, DataType type) {
        JsonQuery query = JsonQuery.compile(String.valueOf(((Expression.Literal) types.get(1)).value()));
        Evaluator document = operands.get(0);
        return switch (function) {
            case JSON_EXISTS ->
                row -> {
                    Object text = document.eval(row);
                    return text == null ? null : query.exists((String) text);
                };
            case JSON_QUERY ->
                row -> {
                    Object text = document.eval(row);
                    return text == null ? null : query.fragment((String) text);
                };
            case JSON_VALUE -> value(query, types, operands, type);
            default -> throw new IllegalArgumentException(function + " is not of JSON");
        };
    }

    private static Evaluator value(JsonQuery query, List<Expression> types, List<Evaluator> operands, DataType type) {
        Evaluator document = operands.get(0);
        Evaluator cast = cast(type);
        return row -> {
            Object text = document.eval(row);
            if (text == null) {
                return null;
            }
            JsonQuery.Scalar found = query.scalar((String) text);
            int otherwise = found.failed() ? 3 : 2;
            if (found.failed() || found.text() == null && found.empty()) {
                return instead(types.get(otherwise), operands.get(otherwise).eval(row), type);
            }
            String scalar = found.text();
            if (scalar == null) {
                return null;
            }
            return type.isText() ? scalar : cast.eval(column -> scalar);
        };
    }

    private static Evaluator cast(DataType type) {
        return Casts.compile(row -> row.value(0), DataType.STRING, type);
    }

    private static @Nullable Object instead(Expression otherwise, @Nullable Object value, DataType type) {
        if (otherwise.type().kind() == DataType.Kind.NULL && value != null) {
            throw new EvaluationException("JSON_VALUE finds no scalar at its path");
        }
        return value == null
                ? null
                : Casts.compile(row -> value, otherwise.type(), type).eval(row -> null);
    }
}
