package dev.freshet.local.compare;

import java.util.List;

/**
 * A table as the source declares it.
 *
 * @param key the columns of the primary key, in its order; never empty
 */
public record Shape(String schema, String table, List<Column> columns, List<String> key) {
    public record Column(String name, Kind kind) {}

    public Shape {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    public Kind kindOf(String column) {
        return columns.stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .orElseThrow()
                .kind();
    }

    int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(table + " has no column " + column);
    }
}
