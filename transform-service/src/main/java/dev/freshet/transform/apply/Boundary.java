package dev.freshet.transform.apply;

import dev.freshet.event.DefinitionChange;
import dev.freshet.event.DefinitionChange.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a change of the input's definition is to the output.
 *
 * @param passed  to put into the output's topic at the same place
 * @param blocked what the SQL cannot follow; empty: nothing
 * @param remark  for people; empty: nothing
 */
public record Boundary(DefinitionChange passed, String blocked, String remark) {
    /**
     * Columns that only a star brings follow; one that the SQL names cannot go away unnoticed. What empties the input empties the
     * output. A table that is renamed goes on in another topic, which this transform does not read.
     *
     * @param named columns of the input that the SQL names
     * @param star  whether the SQL has a star, so that the output has what the input has
     */
    public static Boundary of(DefinitionChange change, Set<String> named, boolean star) {
        List<Step> steps = new ArrayList<>();
        String blocked = "";
        String remark = "";
        for (Step step : change.steps()) {
            switch (step) {
                case Step.ColumnAdded added -> add(steps, step, star);
                case Step.ColumnDropped(String column) -> {
                    blocked = named.contains(column)
                            ? "column " + column + ", which the SQL names, was dropped"
                            : blocked;
                    add(steps, step, star);
                }
                case Step.ColumnRenamed(String from, String to) -> {
                    blocked = named.contains(from)
                            ? "column " + from + ", which the SQL names, was renamed to " + to
                            : blocked;
                    add(steps, step, star);
                }
                case Step.TableRenamed(var to) ->
                    remark = "the input was renamed to " + to + "; name that table in inputs to go on with its rows";
                case Step.TableContinued(var from) ->
                    remark = "the input goes on with the rows of " + from
                            + ", which this transform has not read; restore them by a new snapshot of the table";
                case Step.TableCreated() -> steps.add(step);
                case Step.TableTruncated() -> steps.add(step);
                case Step.TableDropped() -> steps.add(step);
                case Step.TableReplaced() -> steps.add(step);
                case Step.SnapshotBegun() -> steps.add(step);
                case Step.SnapshotEnded() -> steps.add(step);
            }
        }
        return new Boundary(new DefinitionChange(change.ddl(), change.partitions(), steps), blocked, remark);
    }

    private static void add(List<Step> steps, Step step, boolean wanted) {
        if (wanted) {
            steps.add(step);
        }
    }
}
