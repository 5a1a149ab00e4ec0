package dev.freshet.transform.plan;

import dev.freshet.avro.OutputColumn;
import dev.freshet.schema.ColumnType;
import dev.freshet.transform.eval.DataType;
import dev.freshet.transform.eval.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT over one input, checked against one version of its table.
 *
 * @param filter what must be true of a row; null: every row
 * @param key    names of the output's key columns, in the order of the input's key; empty: the input has no key
 */
public record Plan(@Nullable Expression filter, List<PlannedColumn> columns, List<String> key) {
    public Plan {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /**
     * A column of the output.
     *
     * @param copied the input's column that it is, as it stands; -1: it is computed
     * @param source type of the copied column
     */
    public record PlannedColumn(
            String name,
            DataType type,
            Expression expression,
            int copied,
            @Nullable ColumnType source) {
        public OutputColumn output() {
            return copied < 0 ? new OutputColumn.Computed(name, type.column()) : new OutputColumn.Copied(name, copied);
        }

        /** As what it is kept. */
        public ColumnType column() {
            return source == null ? type.column() : source;
        }
    }
}
