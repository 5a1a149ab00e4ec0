package dev.freshet.transform.eval;

import dev.freshet.event.RowView;
import org.jspecify.annotations.Nullable;

/** A compiled expression. */
@FunctionalInterface
public interface Evaluator {
    /**
     * Its value for one row.
     *
     * @throws EvaluationException when it has none
     */
    @Nullable
    Object eval(RowView row);
}
