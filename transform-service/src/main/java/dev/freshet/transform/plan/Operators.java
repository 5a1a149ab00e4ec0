package dev.freshet.transform.plan;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.util.SqlOperatorTables;

/** Flink's functions that standard SQL lacks, and MASK, which is ours. */
final class Operators {
    private static final SqlTypeFamily TEXT = SqlTypeFamily.CHARACTER;
    private static final SqlTypeFamily NUMBER = SqlTypeFamily.INTEGER;

    private static final SqlReturnTypeInference STRING =
            ReturnTypes.explicit(SqlTypeName.VARCHAR, Integer.MAX_VALUE).andThen(SqlTypeTransforms.FORCE_NULLABLE);
    private static final SqlReturnTypeInference TIMESTAMP =
            ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 3).andThen(SqlTypeTransforms.FORCE_NULLABLE);
    private static final SqlReturnTypeInference DATE =
            ReturnTypes.explicit(SqlTypeName.DATE).andThen(SqlTypeTransforms.FORCE_NULLABLE);

    /** Of a decimal, with as many digits as remain. */
    private static final SqlReturnTypeInference ROUNDED = binding -> {
        RelDataType type = binding.getOperandType(0);
        boolean literal = binding.getOperandCount() == 1 || binding.isOperandLiteral(1, false);
        if (type.getSqlTypeName() != SqlTypeName.DECIMAL || !literal) {
            return type;
        }
        Integer places =
                binding.getOperandCount() == 1 ? Integer.valueOf(0) : binding.getOperandLiteralValue(1, Integer.class);
        return places == null ? type : FlinkTypes.rounded(binding.getTypeFactory(), type, places);
    };

    private static final List<SqlOperator> OURS = List.of(
            SqlLibraryOperators.TRY_CAST,
            function("CONCAT", STRING, OperandTypes.repeat(SqlOperandCountRanges.from(1), OperandTypes.CHARACTER)),
            function("CONCAT_WS", STRING, OperandTypes.repeat(SqlOperandCountRanges.from(2), OperandTypes.CHARACTER)),
            function("LEFT", STRING, OperandTypes.family(TEXT, NUMBER)),
            function("RIGHT", STRING, OperandTypes.family(TEXT, NUMBER)),
            function("LTRIM", STRING, OperandTypes.CHARACTER),
            function("RTRIM", STRING, OperandTypes.CHARACTER),
            function("REGEXP", ReturnTypes.BOOLEAN_NULLABLE, OperandTypes.family(TEXT, TEXT)),
            function(
                    "REGEXP_EXTRACT",
                    STRING,
                    OperandTypes.or(OperandTypes.family(TEXT, TEXT), OperandTypes.family(TEXT, TEXT, NUMBER))),
            function("REGEXP_REPLACE", STRING, OperandTypes.family(TEXT, TEXT, TEXT)),
            function(
                    "SPLIT_INDEX",
                    STRING,
                    OperandTypes.or(
                            OperandTypes.family(TEXT, TEXT, NUMBER), OperandTypes.family(TEXT, NUMBER, NUMBER))),
            function("MASK", STRING, OperandTypes.or(OperandTypes.CHARACTER, OperandTypes.family(TEXT, NUMBER))),
            function("MD5", STRING, OperandTypes.CHARACTER),
            function("SHA1", STRING, OperandTypes.CHARACTER),
            function("SHA224", STRING, OperandTypes.CHARACTER),
            function("SHA256", STRING, OperandTypes.CHARACTER),
            function("SHA384", STRING, OperandTypes.CHARACTER),
            function("SHA512", STRING, OperandTypes.CHARACTER),
            function(
                    "DATE_FORMAT",
                    STRING,
                    OperandTypes.or(
                            OperandTypes.family(SqlTypeFamily.TIMESTAMP, TEXT), OperandTypes.family(TEXT, TEXT))),
            function(
                    "TO_TIMESTAMP",
                    TIMESTAMP,
                    OperandTypes.or(OperandTypes.CHARACTER, OperandTypes.family(TEXT, TEXT))),
            function("TO_DATE", DATE, OperandTypes.or(OperandTypes.CHARACTER, OperandTypes.family(TEXT, TEXT))),
            function("ROUND", ROUNDED, OperandTypes.or(OperandTypes.NUMERIC, OperandTypes.NUMERIC_INTEGER)),
            function("TRUNCATE", ROUNDED, OperandTypes.or(OperandTypes.NUMERIC, OperandTypes.NUMERIC_INTEGER)),
            function("IFNULL", ReturnTypes.LEAST_RESTRICTIVE, OperandTypes.SAME_SAME),
            function(
                    "IF",
                    ReturnTypes.LEAST_RESTRICTIVE,
                    OperandTypes.family(SqlTypeFamily.BOOLEAN, SqlTypeFamily.ANY, SqlTypeFamily.ANY)));

    private Operators() {}

    private static SqlFunction function(String name, SqlReturnTypeInference returns, SqlOperandTypeChecker operands) {
        SqlReturnTypeInference result = name.equals("IF")
                ? binding -> {
                    var types = binding.getTypeFactory();
                    var least = types.leastRestrictive(List.of(binding.getOperandType(1), binding.getOperandType(2)));
                    return least == null ? null : types.createTypeWithNullability(least, true);
                }
                : returns;
        return new SqlFunction(
                name, SqlKind.OTHER_FUNCTION, result, null, operands, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    static SqlOperatorTable table() {
        return SqlOperatorTables.chain(SqlOperatorTables.of(OURS), SqlStdOperatorTable.instance());
    }

    /** Whether some operator that the validator knows has this name. */
    static boolean knows(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return OURS.stream().anyMatch(operator -> operator.getName().equals(upper))
                || SqlStdOperatorTable.instance().getOperatorList().stream()
                        .anyMatch(operator -> operator.getName().equals(upper));
    }

    /** What the value of these depends on beside the row. */
    static final Map<String, String> CHANGING = Map.of(
            "CURRENT_TIMESTAMP", "the clock",
            "CURRENT_DATE", "the clock",
            "CURRENT_TIME", "the clock",
            "LOCALTIME", "the clock",
            "LOCALTIMESTAMP", "the clock",
            "CURRENT_ROW_TIMESTAMP", "the clock",
            "NOW", "the clock",
            "RAND", "chance",
            "RAND_INTEGER", "chance",
            "UUID", "chance");
}
