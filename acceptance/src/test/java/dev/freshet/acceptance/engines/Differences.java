package dev.freshet.acceptance.engines;

import dev.freshet.transform.eval.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Collects where the engines differ, one line for each expression. */
final class Differences {
    private final List<String> found = new ArrayList<>();
    private long compared;
    private long failedRows;

    /** Returns whether the values are worth comparing. */
    boolean type(String expression, DataType ours, String theirs) {
        String nullable = theirs.replace(" NOT NULL", "");
        if (nullable.equals(ours.toString())) {
            return true;
        }
        if (theirs.startsWith(Flink.REFUSED)) {
            found.add(expression + ": " + theirs);
            return false;
        }
        // texts are kept as texts, of whatever length, and FLOAT is also called REAL
        if (!ours.isText() || !nullable.matches("STRING|(VARCHAR|CHAR)\\(\\d+\\)")) {
            found.add(expression + ": is " + ours + " in the service, " + nullable + " on Flink");
        }
        return true;
    }

    /** @param spared the rows that are not compared */
    void values(String expression, Set<Integer> spared, Service.Answer ours, Flink.Answer theirs) {
        failedRows += ours.failed().size();
        if (!theirs.failure().isEmpty()) {
            found.add(expression + ": fails on Flink only: " + theirs.failure());
            return;
        }
        int different = 0;
        String first = "";
        for (int row = 0; row < EdgeRows.ROWS; row++) {
            if (spared.contains(row)) {
                continue;
            }
            compared++;
            String here = ours.values().get(row);
            String there = theirs.values().get(row);
            if (!Objects.equals(here, there)) {
                different++;
                if (first.isEmpty()) {
                    first = "service " + here + ", Flink " + there + " where " + EdgeRows.describe(row, expression);
                }
            }
        }
        if (different > 0) {
            found.add(expression + ": " + different + " rows, such as " + first);
        }
    }

    long compared() {
        return compared;
    }

    long failedRows() {
        return failedRows;
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
