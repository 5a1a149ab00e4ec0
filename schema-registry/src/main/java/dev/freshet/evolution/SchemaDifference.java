package dev.freshet.evolution;

import dev.freshet.schema.TableSchema;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The difference between a destination's table and a writer schema. */
public final class SchemaDifference {
    private SchemaDifference() {}

    /**
     * The changes needed, in the order to apply them; empty when rows of {@code wanted} fit already. Columns that only the
     * destination has are left alone.
     *
     * @param existing names of the destination table's columns, null when there is no such table
     */
    public static List<TableChange> between(@Nullable Set<String> existing, TableSchema wanted) {
        if (existing == null) {
            return List.of(new TableChange.CreateTable(wanted));
        }
        return wanted.columns().stream()
                .filter(column -> !existing.contains(column.name()))
                .<TableChange>map(TableChange.AddColumn::new)
                .toList();
    }
}
