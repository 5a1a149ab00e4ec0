package dev.freshet.transform.apply;

import dev.freshet.event.RowView;
import dev.freshet.transform.eval.Compiler;
import dev.freshet.transform.eval.EvaluationException;
import dev.freshet.transform.eval.Evaluator;
import dev.freshet.transform.plan.Plan;
import org.jspecify.annotations.Nullable;

/** A plan as closures over one row. Immutable, safe for use by several threads. */
public final class RowProgram {
    private final Plan plan;
    private final @Nullable Evaluator filter;
    private final @Nullable Evaluator[] computed;
    private final Evaluator[] all;
    private final boolean nullOnError;

    /** @param nullOnError whether what cannot be evaluated is NULL; otherwise the row fails */
    public RowProgram(Plan plan, boolean nullOnError) {
        this.plan = plan;
        this.nullOnError = nullOnError;
        filter = plan.filter() == null ? null : Compiler.compile(plan.filter());
        all = plan.columns().stream()
                .map(column -> Compiler.compile(column.expression()))
                .toArray(Evaluator[]::new);
        computed = new Evaluator[all.length];
        for (int i = 0; i < all.length; i++) {
            computed[i] = plan.columns().get(i).copied() < 0 ? all[i] : null;
        }
    }

    public Plan plan() {
        return plan;
    }

    /**
     * Whether the row is in the output: its filter is true, not false or unknown.
     *
     * @throws EvaluationException when that cannot be told
     */
    public boolean accepts(RowView row) {
        if (filter == null) {
            return true;
        }
        try {
            return Boolean.TRUE.equals(filter.eval(row));
        } catch (EvaluationException e) {
            if (nullOnError) {
                return false;
            }
            throw new EvaluationException("WHERE: " + e.getMessage());
        }
    }

    /**
     * Values of the computed columns by their place in the output; null where a column is copied.
     *
     * @throws EvaluationException when one cannot be computed: names the column
     */
    public @Nullable Object[] compute(RowView row) {
        return values(computed, row);
    }

    /** Values of all columns, copied ones too. */
    public @Nullable Object[] project(RowView row) {
        return values(all, row);
    }

    private @Nullable Object[] values(@Nullable Evaluator[] evaluators, RowView row) {
        @Nullable Object[] values = new Object[evaluators.length];
        for (int i = 0; i < values.length; i++) {
            Evaluator evaluator = evaluators[i];
            if (evaluator != null) {
                values[i] = value(evaluator, row, i);
            }
        }
        return values;
    }

    private @Nullable Object value(Evaluator evaluator, RowView row, int column) {
        try {
            return evaluator.eval(row);
        } catch (EvaluationException e) {
            if (nullOnError) {
                return null;
            }
            throw new EvaluationException("column " + plan.columns().get(column).name() + ": " + e.getMessage());
        }
    }
}
