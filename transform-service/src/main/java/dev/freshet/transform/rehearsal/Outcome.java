package dev.freshet.transform.rehearsal;

import dev.freshet.event.RowView;
import dev.freshet.transform.apply.RowProgram;
import dev.freshet.transform.eval.EvaluationException;
import org.jspecify.annotations.Nullable;

/**
 * What a change of the input does to the output.
 *
 * @param kind   Flink's words for the output's change: {@code +I}, {@code -U +U}, {@code -D}; empty: none
 * @param before the output's row that goes, null: none
 * @param after  the output's row that comes, null: none
 * @param error  why the row after the change is not in the output, null: it is, or the filter keeps it out
 */
record Outcome(
        String kind,
        @Nullable Object @Nullable [] before,
        @Nullable Object @Nullable [] after,
        @Nullable String error) {
    static Outcome of(RowProgram program, @Nullable RowView before, @Nullable RowView after) {
        String error = null;
        @Nullable Object @Nullable [] old = null;
        @Nullable Object @Nullable [] now = null;
        try {
            old = before != null && program.accepts(before) ? program.project(before) : null;
        } catch (EvaluationException rejectedEarlier) {
            old = null;
        }
        try {
            now = after != null && program.accepts(after) ? program.project(after) : null;
        } catch (EvaluationException e) {
            error = String.valueOf(e.getMessage());
        }
        return new Outcome(kind(old != null, now != null), old, now, error);
    }

    private static String kind(boolean was, boolean is) {
        return was ? is ? "-U +U" : "-D" : is ? "+I" : "";
    }
}
