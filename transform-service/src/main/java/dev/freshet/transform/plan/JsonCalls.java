package dev.freshet.transform.plan;

import dev.freshet.transform.eval.Compiler;
import dev.freshet.transform.eval.DataType;
import dev.freshet.transform.eval.Expression;
import dev.freshet.transform.eval.Function;
import dev.freshet.transform.json.JsonQuery;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJsonEmptyOrError;
import org.apache.calcite.sql.SqlJsonQueryEmptyOrErrorBehavior;
import org.apache.calcite.sql.SqlJsonQueryWrapperBehavior;
import org.apache.calcite.sql.SqlJsonValueEmptyOrErrorBehavior;
import org.apache.calcite.sql.SqlJsonValueReturning;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;

/** SQL's JSON functions: the path is a literal; what SQL spells as words arrives as symbols among the operands. */
final class JsonCalls {
    /** Stands for ON EMPTY and ON ERROR that shall fail. */
    private static final Expression FAIL = new Expression.Literal("ERROR", DataType.NULL);

    private static final Expression NOTHING = new Expression.Literal(null, DataType.NULL);

    private final ExpressionReader reader;

    JsonCalls(ExpressionReader reader) {
        this.reader = reader;
    }

    Expression exists(SqlCall call) {
        if (call.operandCount() > 2) {
            throw new NeedsFlinkException(call, "the service has no ON ERROR of JSON_EXISTS");
        }
        return new Expression.Call(Function.JSON_EXISTS, List.of(document(call), path(call)), DataType.BOOLEAN);
    }

    Expression query(SqlCall call) {
        for (int i = 2; i < call.operandCount(); i++) {
            Object symbol = symbol(call.operand(i));
            if (symbol != SqlJsonQueryWrapperBehavior.WITHOUT_ARRAY
                    && symbol != SqlJsonQueryEmptyOrErrorBehavior.NULL) {
                throw new NeedsFlinkException(call, "the service has JSON_QUERY without wrappers and ON clauses only");
            }
        }
        return new Expression.Call(Function.JSON_QUERY, List.of(document(call), path(call)), DataType.STRING);
    }

    Expression value(SqlCall call) {
        Expression empty = NOTHING;
        Expression error = NOTHING;
        Expression behaviour = NOTHING;
        boolean returning = false;
        for (int i = 2; i < call.operandCount(); i++) {
            switch (symbol(call.operand(i))) {
                case SqlJsonValueReturning stated -> {
                    returning = true;
                    i++;
                }
                case SqlJsonValueEmptyOrErrorBehavior how ->
                    behaviour = switch (how) {
                        case NULL -> NOTHING;
                        case ERROR -> FAIL;
                        case DEFAULT -> reader.read(call.operand(++i));
                    };
                case SqlJsonEmptyOrError when -> {
                    empty = when == SqlJsonEmptyOrError.EMPTY ? behaviour : empty;
                    error = when == SqlJsonEmptyOrError.ERROR ? behaviour : error;
                }
                default -> throw new NeedsFlinkException(call, "the service does not read this form of JSON_VALUE");
            }
        }
        DataType type = returning ? reader.type(call) : DataType.STRING;
        if (!Compiler.castable(DataType.STRING, type) || type.isInteger()) {
            throw new NeedsFlinkException(call, "the service does not read " + type + " from JSON");
        }
        return new Expression.Call(Function.JSON_VALUE, List.of(document(call), path(call), empty, error), type);
    }

    private static Object symbol(SqlNode node) {
        Object value = node instanceof SqlLiteral literal ? literal.getValue() : null;
        return value == null ? node : value;
    }

    private Expression document(SqlCall call) {
        SqlNode document = call.operand(0);
        boolean formatted = document instanceof SqlCall wrapped
                && wrapped.getOperator()
                        .getName()
                        .toUpperCase(java.util.Locale.ROOT)
                        .contains("FORMAT JSON");
        return reader.read(formatted ? ((SqlCall) document).operand(0) : document);
    }

    private static Expression path(SqlCall call) {
        if (!(call.operand(1) instanceof SqlLiteral literal)) {
            throw new NeedsFlinkException(call, "the service reads JSON paths that are literals only");
        }
        String path = Literals.text(literal);
        try {
            JsonQuery.compile(path);
        } catch (IllegalArgumentException e) {
            throw SqlException.at(literal, String.valueOf(e.getMessage()), "Write a path such as '$.a.b[0]'.");
        }
        return new Expression.Literal(path, DataType.STRING);
    }
}
