package dev.freshet.schema;

import java.util.List;
import java.util.Optional;

/**
 * Columns in source order, and the names of the key columns in key order (empty: a table without a key).
 *
 * @param enforced the source itself keeps rows apart by the key; false: a person named it, and within a transaction rows may be alike in it
 * @throws IllegalArgumentException when a key column is not among the columns
 */
public record TableSchema(List<Column> columns, List<String> key, boolean enforced) {
    /** A table whose key, if it has one, is the source's. */
    public TableSchema(List<Column> columns, List<String> key) {
        this(columns, key, true);
    }

    public TableSchema {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        for (String name : key) {
            if (columns.stream().noneMatch(column -> column.name().equals(name))) {
                throw new IllegalArgumentException("key column '" + name + "' is not a column of the table");
            }
        }
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
