package dev.freshet.transform.plan;

import dev.freshet.schema.Column;
import dev.freshet.transform.eval.Compiler;
import dev.freshet.transform.eval.DataType;
import dev.freshet.transform.eval.Expression;
import dev.freshet.transform.eval.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/** From validated SQL to the checked tree. */
final class ExpressionReader {
    private static final Map<SqlKind, Function> BY_KIND = Map.ofEntries(
            Map.entry(SqlKind.EQUALS, Function.EQUAL),
            Map.entry(SqlKind.NOT_EQUALS, Function.NOT_EQUAL),
            Map.entry(SqlKind.LESS_THAN, Function.LESS),
            Map.entry(SqlKind.LESS_THAN_OR_EQUAL, Function.LESS_OR_EQUAL),
            Map.entry(SqlKind.GREATER_THAN, Function.GREATER),
            Map.entry(SqlKind.GREATER_THAN_OR_EQUAL, Function.GREATER_OR_EQUAL),
            Map.entry(SqlKind.IS_DISTINCT_FROM, Function.IS_DISTINCT_FROM),
            Map.entry(SqlKind.IS_NOT_DISTINCT_FROM, Function.IS_NOT_DISTINCT_FROM),
            Map.entry(SqlKind.AND, Function.AND),
            Map.entry(SqlKind.OR, Function.OR),
            Map.entry(SqlKind.IS_NULL, Function.IS_NULL),
            Map.entry(SqlKind.IS_NOT_NULL, Function.IS_NOT_NULL),
            Map.entry(SqlKind.IS_TRUE, Function.IS_TRUE),
            Map.entry(SqlKind.IS_NOT_TRUE, Function.IS_NOT_TRUE),
            Map.entry(SqlKind.IS_FALSE, Function.IS_FALSE),
            Map.entry(SqlKind.IS_NOT_FALSE, Function.IS_NOT_FALSE),
            Map.entry(SqlKind.TIMES, Function.TIMES),
            Map.entry(SqlKind.DIVIDE, Function.DIVIDE),
            Map.entry(SqlKind.MOD, Function.MOD),
            Map.entry(SqlKind.MINUS_PREFIX, Function.NEGATE));

    private static final Map<Function, Function> OPPOSITES = Map.of(
            Function.EQUAL, Function.NOT_EQUAL,
            Function.NOT_EQUAL, Function.EQUAL,
            Function.LESS, Function.GREATER_OR_EQUAL,
            Function.GREATER_OR_EQUAL, Function.LESS,
            Function.GREATER, Function.LESS_OR_EQUAL,
            Function.LESS_OR_EQUAL, Function.GREATER);

    private static final Set<SqlKind> COMPARISONS = Set.copyOf(SqlKind.COMPARISON);

    private final SqlValidator validator;
    private final SqlValidatorScope scope;
    private final int present;
    private final List<Column> columns;
    private final Literals literals;
    private final NamedFunctions functions;

    /** @param present how many of the columns the rows have; the others are of newer versions */
    ExpressionReader(SqlValidator validator, SqlSelect select, int present, List<Column> columns) {
        this.validator = validator;
        this.scope = java.util.Objects.requireNonNull(validator.getWhereScope(select));
        this.present = present;
        this.columns = columns;
        this.literals = new Literals();
        this.functions = new NamedFunctions(this);
    }

    Expression read(SqlNode node) {
        return switch (node) {
            case SqlLiteral literal -> literals.read(literal, type(literal));
            case SqlIdentifier identifier -> column(identifier);
            case SqlCall call -> call(call);
            default -> throw new NeedsFlinkException(node, "the service does not read " + node.getKind());
        };
    }

    /** @throws NeedsFlinkException for a type that the service does not have */
    DataType type(SqlNode node) {
        RelDataType type = relType(node);
        DataType known = SqlTypes.of(type);
        if (known == null) {
            throw new NeedsFlinkException(node, "the service has no values of type " + type);
        }
        return known;
    }

    RelDataType relType(SqlNode node) {
        return validator.deriveType(scope, node);
    }

    private Expression column(SqlIdentifier identifier) {
        String name = identifier.names.get(identifier.names.size() - 1);
        int index = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NeedsFlinkException(identifier, "the service does not read " + identifier));
        DataType type = type(identifier);
        if (index < present) {
            return new Expression.Column(name, index, type);
        }
        // what the rows held in it when it was added
        return new Expression.Literal(columns.get(index).initial(), type);
    }

    private Expression call(SqlCall call) {
        SqlKind kind = call.getKind();
        Function plain = BY_KIND.get(kind);
        if (plain != null) {
            if (COMPARISONS.contains(kind)) {
                comparable(call, call.getOperandList());
            }
            return new Expression.Call(plain, all(call.getOperandList()), type(call));
        }
        return switch (kind) {
            case NOT -> not(read(call.operand(0)));
            case CASE -> choice((SqlCase) call);
            case CAST, SAFE_CAST -> cast(call, kind == SqlKind.CAST ? Function.CAST : Function.TRY_CAST);
            case PLUS, MINUS -> sum(call, kind);
            case PLUS_PREFIX -> read(call.operand(0));
            case BETWEEN -> between(call);
            case IN -> in(call);
            case NOT_IN -> not(in(call));
            case LIKE -> like(call);
            default -> functions.read(call);
        };
    }

    /** Calcite would compare a text with a number; we leave it to the user what that means. */
    private void comparable(SqlNode where, List<SqlNode> nodes) {
        DataType first = type(nodes.get(0));
        for (SqlNode node : nodes) {
            DataType other = type(node);
            boolean unknown = first.kind() == DataType.Kind.NULL || other.kind() == DataType.Kind.NULL;
            if (!unknown && family(first) != family(other)) {
                throw SqlException.at(
                        where, first + " cannot be compared with " + other, "Cast one to the other's type.");
            }
            if (first.isApproximate() && other.isApproximate() && first.kind() != other.kind()) {
                throw new NeedsFlinkException(
                        where, "the service does not compare FLOAT with DOUBLE: cast one of them");
            }
        }
    }

    private static int family(DataType type) {
        return type.isText()
                ? 1
                : type.isNumber()
                        ? 2
                        : type.kind() == DataType.Kind.BOOLEAN
                                ? 3
                                : type.kind() == DataType.Kind.VARBINARY
                                        ? 4
                                        : type.kind() == DataType.Kind.TIME ? 5 : 6;
    }

    List<Expression> all(List<SqlNode> nodes) {
        return nodes.stream().map(this::read).toList();
    }

    /**
     * As Flink's planner turns conditions round: a comparison becomes its opposite. That is the same but for NaN, of which neither is true.
     */
    private static Expression not(Expression condition) {
        if (condition instanceof Expression.Call(Function function, List<Expression> operands, DataType type)) {
            Function opposite = OPPOSITES.get(function);
            if (opposite != null) {
                return new Expression.Call(opposite, operands, type);
            }
            if (function == Function.AND || function == Function.OR) {
                return new Expression.Call(
                        function == Function.AND ? Function.OR : Function.AND,
                        operands.stream().map(ExpressionReader::not).toList(),
                        type);
            }
        }
        return new Expression.Call(Function.NOT, List.of(condition), DataType.BOOLEAN);
    }

    private Expression choice(SqlCase choice) {
        List<Expression> operands = new ArrayList<>();
        for (int i = 0; i < choice.getWhenOperands().size(); i++) {
            operands.add(read(choice.getWhenOperands().get(i)));
            operands.add(read(choice.getThenOperands().get(i)));
        }
        SqlNode otherwise = choice.getElseOperand();
        operands.add(otherwise == null ? new Expression.Literal(null, DataType.NULL) : read(otherwise));
        return choice(choice, operands);
    }

    /** Conditions and values in turn, a value at the end. COALESCE arrives as this too, and Flink gives it another type than CASE. */
    Expression choice(SqlNode node, List<Expression> operands) {
        DataType type = type(node);
        for (int i = 0; i < operands.size(); i++) {
            boolean value = i % 2 == 1 || i == operands.size() - 1;
            if (value
                    && type.kind() == DataType.Kind.FLOAT
                    && operands.get(i).type().kind() == DataType.Kind.DOUBLE) {
                throw new NeedsFlinkException(
                        node, "the service does not choose between FLOAT and DOUBLE: cast one of them");
            }
        }
        return new Expression.Call(Function.CASE, operands, type);
    }

    private Expression cast(SqlCall call, Function function) {
        Expression operand = read(call.operand(0));
        DataType to = type(call);
        if (!Compiler.castable(operand.type(), to)) {
            throw new NeedsFlinkException(call, "the service does not cast " + operand.type() + " to " + to);
        }
        return new Expression.Call(function, List.of(operand), to);
    }

    private Expression sum(SqlCall call, SqlKind kind) {
        SqlNode left = call.operand(0);
        SqlNode right = call.operand(1);
        boolean interval = SqlTypeUtil.isInterval(relType(right));
        if (interval || SqlTypeUtil.isInterval(relType(left))) {
            return shifted(interval ? left : right, interval ? right : left, kind, call);
        }
        return new Expression.Call(
                kind == SqlKind.PLUS ? Function.PLUS : Function.MINUS, all(call.getOperandList()), type(call));
    }

    private Expression shifted(SqlNode moment, SqlNode interval, SqlKind kind, SqlCall call) {
        if (!(interval instanceof SqlLiteral literal) || SqlTypeUtil.isInterval(relType(moment))) {
            throw new NeedsFlinkException(call, "the service knows intervals as literals beside a time only");
        }
        return new Expression.Call(
                Function.TIMESTAMPADD,
                Stream.concat(literals.interval(literal, kind == SqlKind.MINUS).stream(), Stream.of(read(moment)))
                        .toList(),
                type(call));
    }

    private Expression between(SqlCall call) {
        SqlBetweenOperator operator = (SqlBetweenOperator) call.getOperator();
        comparable(call, call.getOperandList());
        Expression value = read(call.operand(0));
        Expression lower = read(call.operand(1));
        Expression upper = read(call.operand(2));
        Expression within = within(value, lower, upper);
        if (operator.flag == SqlBetweenOperator.Flag.SYMMETRIC) {
            within = new Expression.Call(Function.OR, List.of(within, within(value, upper, lower)), DataType.BOOLEAN);
        }
        return operator.isNegated() ? not(within) : within;
    }

    private static Expression within(Expression value, Expression lower, Expression upper) {
        return new Expression.Call(
                Function.AND,
                List.of(
                        new Expression.Call(Function.GREATER_OR_EQUAL, List.of(value, lower), DataType.BOOLEAN),
                        new Expression.Call(Function.LESS_OR_EQUAL, List.of(value, upper), DataType.BOOLEAN)),
                DataType.BOOLEAN);
    }

    private Expression in(SqlCall call) {
        if (!(call.operand(1) instanceof SqlNodeList members)) {
            throw new NeedsFlinkException(call, "IN over a query needs state");
        }
        List<SqlNode> compared = new ArrayList<>(members);
        compared.add(0, call.operand(0));
        comparable(call, compared);
        List<Expression> operands = new ArrayList<>();
        operands.add(read(call.operand(0)));
        members.forEach(member -> operands.add(read(java.util.Objects.requireNonNull(member))));
        return new Expression.Call(Function.IN, operands, DataType.BOOLEAN);
    }

    private Expression like(SqlCall call) {
        SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
        if (!operator.isCaseSensitive()) {
            throw new NeedsFlinkException(call, "the service has no " + operator.getName());
        }
        Expression like = new Expression.Call(Function.LIKE, all(call.getOperandList()), DataType.BOOLEAN);
        return operator.isNegated() ? not(like) : like;
    }

    /** The unit that stands as an operand. */
    static @Nullable String unit(SqlNode node) {
        if (node instanceof SqlIntervalQualifier qualifier) {
            return qualifier.timeUnitRange.name();
        }
        return node instanceof SqlLiteral literal && literal.getValue() instanceof Enum<?> symbol
                ? symbol.name()
                : null;
    }
}
