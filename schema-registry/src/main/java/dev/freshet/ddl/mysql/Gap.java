package dev.freshet.ddl.mysql;

import dev.freshet.event.TableId;
import java.util.List;

/** Rows of a captured table that no event brings, because of a statement. Only reading the table anew mends it. */
public sealed interface Gap {
    TableId table();

    /** Whether the table is wrong without reading it anew, so that the source does so by itself. */
    default boolean needsSnapshot() {
        return !(this instanceof RowsChangedSilently);
    }

    /** A table that was not captured took the name of a captured one, with the rows it had. */
    record RowsMissing(TableId table) implements Gap {}

    /** Rows that were there are told apart by values of these columns that no event brings. */
    record RowsUnidentified(TableId table, List<String> columns) implements Gap {
        public RowsUnidentified {
            columns = List.copyOf(columns);
        }
    }

    /** Rows that were there got values of their own in these columns. */
    record RowsChangedSilently(TableId table, List<String> columns) implements Gap {
        public RowsChangedSilently {
            columns = List.copyOf(columns);
        }
    }
}
