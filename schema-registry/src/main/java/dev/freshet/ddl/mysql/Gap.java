package dev.freshet.ddl.mysql;

import dev.freshet.event.TableId;
import java.util.List;

/** Rows of a captured table that no event brings, because of a statement. Only a new snapshot of the table mends it. */
public sealed interface Gap {
    TableId table();

    /** A table that was not captured took the name of a captured one, with the rows it had. */
    record RowsMissing(TableId table) implements Gap {}

    /** Rows that were there got values of their own in these columns. */
    record RowsChangedSilently(TableId table, List<String> columns) implements Gap {
        public RowsChangedSilently {
            columns = List.copyOf(columns);
        }
    }
}
