package dev.freshet.ddl.mysql;

import dev.freshet.event.TableId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Captured tables whose name a migration tool has freed in a statement of its own: gh-ost's two-step cut-over renames the table
 * to {@code _t_del} first, and {@code _t_gho} to the table then. Kept from statement to statement, in their order; not for use by
 * several threads. Lost with its process, which costs a warning of missing rows too many, never one too few.
 */
public final class SetAside {
    private static final String OLD = "_(?:\\d{14}_)?(?:del|old)";
    private static final String COPY = "_(?:gho|new)";

    private final Map<TableId, TableId> tables = new HashMap<>();

    /** Whether the new name is one that such a tool leaves the old table under. */
    boolean take(TableId table, TableId newName) {
        boolean aside = isNamedAfter(table, newName, OLD);
        if (aside) {
            tables.put(table, newName);
        }
        return aside;
    }

    /** Whether the table that takes the name is the copy that was kept in step with the one set aside. */
    boolean comesBack(TableId table, TableId copy) {
        return tables.remove(table) != null && isNamedAfter(table, copy, COPY);
    }

    /** The table of which this was left, when its name is still free: now it is gone for good. */
    Optional<TableId> dropped(TableId old) {
        Optional<TableId> table = tables.entrySet().stream()
                .filter(aside -> aside.getValue().equals(old))
                .map(Map.Entry::getKey)
                .findFirst();
        table.ifPresent(tables::remove);
        return table;
    }

    /** Somebody has taken the name. */
    void forget(TableId table) {
        tables.remove(table);
    }

    private static boolean isNamedAfter(TableId table, TableId other, String ending) {
        return table.database().equals(other.database())
                && Pattern.compile("_+" + Pattern.quote(table.table()) + ending, Pattern.CASE_INSENSITIVE)
                        .matcher(other.table())
                        .matches();
    }
}
