package dev.freshet.schema;

import java.util.List;
import java.util.Optional;

/**
 * Columns in source order, and the names of the key columns in key order (empty: a table without a key).
 *
 * @throws IllegalArgumentException when a key column is not among the columns
 */
public record TableSchema(List<Column> columns, List<String> key) {
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
