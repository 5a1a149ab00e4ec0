package dev.freshet.transform.plan;

import dev.freshet.transform.eval.Compiler;
import dev.freshet.transform.eval.DataType;
import dev.freshet.transform.eval.Expression;
import dev.freshet.transform.eval.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;

/** Calls of functions by name. What is not here is Flink's. */
final class NamedFunctions {
    private static final Map<String, Function> BY_NAME = Map.ofEntries(
            Map.entry("ABS", Function.ABS),
            Map.entry("CEIL", Function.CEIL),
            Map.entry("CEILING", Function.CEIL),
            Map.entry("FLOOR", Function.FLOOR),
            Map.entry("ROUND", Function.ROUND),
            Map.entry("TRUNCATE", Function.TRUNCATE),
            Map.entry("POWER", Function.POWER),
            Map.entry("SQRT", Function.SQRT),
            Map.entry("EXP", Function.EXP),
            Map.entry("LN", Function.LN),
            Map.entry("LOG10", Function.LOG10),
            Map.entry("SIGN", Function.SIGN),
            Map.entry("MOD", Function.MOD),
            Map.entry("LOWER", Function.LOWER),
            Map.entry("UPPER", Function.UPPER),
            Map.entry("SUBSTRING", Function.SUBSTRING),
            Map.entry("CONCAT", Function.CONCAT),
            Map.entry("||", Function.CONCAT),
            Map.entry("CONCAT_WS", Function.CONCAT_WS),
            Map.entry("REPLACE", Function.REPLACE),
            Map.entry("LEFT", Function.LEFT),
            Map.entry("RIGHT", Function.RIGHT),
            Map.entry("REGEXP", Function.REGEXP),
            Map.entry("REGEXP_EXTRACT", Function.REGEXP_EXTRACT),
            Map.entry("REGEXP_REPLACE", Function.REGEXP_REPLACE),
            Map.entry("POSITION", Function.POSITION),
            Map.entry("CHAR_LENGTH", Function.CHAR_LENGTH),
            Map.entry("CHARACTER_LENGTH", Function.CHAR_LENGTH),
            Map.entry("SPLIT_INDEX", Function.SPLIT_INDEX),
            Map.entry("MASK", Function.MASK),
            Map.entry("DATE_FORMAT", Function.DATE_FORMAT),
            Map.entry("TO_TIMESTAMP", Function.TO_TIMESTAMP),
            Map.entry("TO_DATE", Function.TO_DATE));

    private final ExpressionReader reader;
    private final JsonCalls json;

    NamedFunctions(ExpressionReader reader) {
        this.reader = reader;
        this.json = new JsonCalls(reader);
    }

    Expression read(SqlCall call) {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        Function function = BY_NAME.get(name);
        if (function != null) {
            return plain(call, name, function);
        }
        return switch (name) {
            case "TRIM" -> trim(word(call, 0), call.operand(1), call.operand(2), call);
            case "LTRIM" -> trim("LEADING", null, call.operand(0), call);
            case "RTRIM" -> trim("TRAILING", null, call.operand(0), call);
            case "MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512" ->
                new Expression.Call(
                        Function.HASH,
                        List.of(text(String.valueOf(Compiler.DIGESTS.get(name))), reader.read(call.operand(0))),
                        DataType.STRING);
            case "EXTRACT" -> extract(call);
            case "TIMESTAMPDIFF" -> times(call, Function.TIMESTAMPDIFF);
            case "TIMESTAMPADD" -> times(call, Function.TIMESTAMPADD);
            case "IF" -> reader.choice(call, reader.all(call.getOperandList()));
            case "IFNULL" -> orElse(call);
            case "JSON_VALUE" -> json.value(call);
            case "JSON_QUERY" -> json.query(call);
            case "JSON_EXISTS" -> json.exists(call);
            default -> throw new NeedsFlinkException(call, "the service has no function " + name);
        };
    }

    private Expression plain(SqlCall call, String name, Function function) {
        List<Expression> operands = reader.all(call.getOperandList());
        boolean onTexts =
                function == Function.CONCAT || function == Function.SUBSTRING || function == Function.POSITION;
        if (onTexts && operands.stream().anyMatch(operand -> operand.type().kind() == DataType.Kind.VARBINARY)) {
            throw new NeedsFlinkException(call, "the service has no " + name + " of bytes");
        }
        boolean rounding = function == Function.FLOOR || function == Function.CEIL;
        if (rounding && !operands.get(0).type().isNumber()) {
            throw new NeedsFlinkException(call, "the service has no " + name + " of times");
        }
        if (function == Function.ROUND || function == Function.TRUNCATE) {
            boolean fixed = operands.size() == 1 || operands.get(1) instanceof Expression.Literal;
            if (operands.get(0).type().kind() == DataType.Kind.DECIMAL && !fixed) {
                throw new NeedsFlinkException(call, "the service rounds decimals to a fixed number of places only");
            }
        }
        if (function == Function.DATE_FORMAT && operands.get(0).type().isText()) {
            throw new NeedsFlinkException(call, "the service has no DATE_FORMAT of texts: cast them to TIMESTAMP");
        }
        if (function == Function.TO_DATE && operands.size() > 1) {
            throw new NeedsFlinkException(
                    call, "the service has no TO_DATE with a pattern: it has TO_TIMESTAMP with one");
        }
        return new Expression.Call(function, operands, reader.type(call));
    }

    private static Expression.Literal text(String text) {
        return new Expression.Literal(text, DataType.STRING);
    }

    private static String word(SqlCall call, int operand) {
        String word = ExpressionReader.unit(call.operand(operand));
        if (word == null) {
            throw new NeedsFlinkException(
                    call,
                    "the service does not read this form of "
                            + call.getOperator().getName());
        }
        return word;
    }

    private Expression trim(
            String where, @org.jspecify.annotations.Nullable SqlNode characters, SqlNode from, SqlCall call) {
        return new Expression.Call(
                Function.TRIM,
                List.of(text(where), characters == null ? text(" ") : reader.read(characters), reader.read(from)),
                reader.type(call));
    }

    private Expression extract(SqlCall call) {
        String part = word(call, 0);
        Expression from = reader.read(call.operand(1));
        if (!Compiler.knowsPart(part) || !from.type().isMoment() && from.type().kind() != DataType.Kind.DATE) {
            throw new NeedsFlinkException(call, "the service does not extract " + part + " from " + from.type());
        }
        return new Expression.Call(Function.EXTRACT, List.of(text(part), from), DataType.BIGINT);
    }

    private Expression times(SqlCall call, Function function) {
        String unit = word(call, 0);
        if (!Compiler.knowsUnit(unit) || function == Function.TIMESTAMPDIFF && unit.equals("WEEK")) {
            throw new NeedsFlinkException(call, "the service does not know the unit " + unit);
        }
        List<Expression> operands = new ArrayList<>();
        operands.add(text(unit));
        operands.add(reader.read(call.operand(1)));
        operands.add(reader.read(call.operand(2)));
        if (operands.get(2).type().kind() == DataType.Kind.TIME) {
            throw new NeedsFlinkException(call, "the service does not compute with times of day");
        }
        return new Expression.Call(function, operands, reader.type(call));
    }

    private Expression orElse(SqlCall call) {
        Expression value = reader.read(call.operand(0));
        return reader.choice(
                call,
                List.of(
                        new Expression.Call(Function.IS_NOT_NULL, List.of(value), DataType.BOOLEAN),
                        value,
                        reader.read(call.operand(1))));
    }
}
