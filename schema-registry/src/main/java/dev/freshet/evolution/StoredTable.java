package dev.freshet.evolution;

import dev.freshet.schema.ColumnType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table as a destination has it, without Freshet's own columns.
 *
 * @param key names of the columns that rows are told apart by, in any order; empty: a history, or a table without a key
 */
public record StoredTable(List<StoredColumn> columns, List<String> key) {
    /**
     * One column.
     *
     * @param type       null: a type of the destination that no column type is kept as; values are handed over as they are
     * @param nativeType the destination's own word for the type
     */
    public record StoredColumn(String name, @Nullable ColumnType type, String nativeType, boolean nullable) {}

    public StoredTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    public Optional<StoredColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    public boolean has(String name) {
        return column(name).isPresent();
    }

    /** A name like this one that no column has: {@code price__old}, {@code price__old2}... */
    public String free(String name) {
        String free = name + "__old";
        for (int i = 2; has(free); i++) {
            free = name + "__old" + i;
        }
        return free;
    }

    /** The columns after these changes, of which only renames and drops of columns count: others are found by comparing. */
    public StoredTable after(List<TableChange> changes) {
        StoredTable now = this;
        for (TableChange change : changes) {
            if (change instanceof TableChange.RenameColumn(String from, String to)) {
                now = now.renamed(from, to);
            } else if (change instanceof TableChange.DropColumn(String column)) {
                now = now.without(column);
            }
        }
        return now;
    }

    StoredTable renamed(String from, String to) {
        return new StoredTable(
                columns.stream()
                        .map(column -> column.name().equals(from)
                                ? new StoredColumn(to, column.type(), column.nativeType(), column.nullable())
                                : column)
                        .toList(),
                key.stream().map(name -> name.equals(from) ? to : name).toList());
    }

    StoredTable without(String name) {
        return new StoredTable(
                columns.stream().filter(column -> !column.name().equals(name)).toList(), key);
    }
}
