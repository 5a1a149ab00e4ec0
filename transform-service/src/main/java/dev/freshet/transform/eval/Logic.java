package dev.freshet.transform.eval;

import dev.freshet.event.RowView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Three-valued logic: NULL is unknown. */
final class Logic {
    private Logic() {}

    static Evaluator compile(Function function, List<Evaluator> operands) {
        Evaluator[] all = operands.toArray(Evaluator[]::new);
        return switch (function) {
            case AND -> row -> fold(all, row, false);
            case OR -> row -> fold(all, row, true);
            case NOT ->
                row -> {
                    Object value = all[0].eval(row);
                    return value == null ? null : !((Boolean) value);
                };
            case IS_NULL -> row -> all[0].eval(row) == null;
            case IS_NOT_NULL -> row -> all[0].eval(row) != null;
            case IS_TRUE -> row -> Boolean.TRUE.equals(all[0].eval(row));
            case IS_NOT_TRUE -> row -> !Boolean.TRUE.equals(all[0].eval(row));
            case IS_FALSE -> row -> Boolean.FALSE.equals(all[0].eval(row));
            case IS_NOT_FALSE -> row -> !Boolean.FALSE.equals(all[0].eval(row));
            case CASE -> row -> choose(all, row);
            default -> throw new IllegalArgumentException(function + " is no logic");
        };
    }

    /** The value that decides wins, however many are unknown; what stands behind it is not evaluated. */
    private static @Nullable Object fold(Evaluator[] operands, RowView row, boolean deciding) {
        boolean unknown = false;
        for (Evaluator operand : operands) {
            Object value = operand.eval(row);
            if (value == null) {
                unknown = true;
            } else if ((Boolean) value == deciding) {
                return deciding;
            }
        }
        return unknown ? null : !deciding;
    }

    private static @Nullable Object choose(Evaluator[] operands, RowView row) {
        int last = operands.length - 1;
        for (int i = 0; i < last; i += 2) {
            if (Boolean.TRUE.equals(operands[i].eval(row))) {
                return operands[i + 1].eval(row);
            }
        }
        return operands[last].eval(row);
    }
}
