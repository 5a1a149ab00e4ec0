package dev.freshet.local.drift;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** One thing that the workload does, as data. */
sealed interface Step {
    /** The tables that must have seen all earlier steps. */
    Set<String> tables();

    /** One transaction. */
    record Write(List<String> sql, Map<String, Touch> touched) implements Step {
        @Override
        public Set<String> tables() {
            return touched.keySet();
        }

        int rows() {
            return touched.values().stream().mapToInt(Touch::changed).sum();
        }
    }

    /**
     * What a transaction does to a table.
     *
     * @param changed rows inserted, updated or deleted
     * @param rowsAfter rows in the table then
     * @param leavesTrace whether a row that it wrote is still there at its end: a deleted row carries no commit time
     */
    record Touch(int changed, int rowsAfter, boolean leavesTrace) {}

    /** @param number from 1 */
    record Alter(int number, Change change) implements Step {
        @Override
        public Set<String> tables() {
            return change.tables();
        }
    }
}
