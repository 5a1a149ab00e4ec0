package dev.freshet.source.capture;

import dev.freshet.event.SourcePosition;
import dev.freshet.event.TableId;
import dev.freshet.source.publish.SourceOffset.Reread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables of one source that are read anew: which ones are still to be, and what the log says of a table that was read already knows. For
 * use by one thread.
 */
final class Rereads {
    private final Map<TableId, Reread> tables = new LinkedHashMap<>();

    Rereads(List<Reread> stored) {
        stored.forEach(reread -> tables.put(reread.table(), reread));
    }

    /** The table is to be read anew, because of what the log said at this position. */
    void want(TableId table, SourcePosition at) {
        tables.put(table, new Reread(table, true, at.epoch(), at.file(), at.offset()));
    }

    boolean anyPending() {
        return tables.values().stream().anyMatch(Reread::pending);
    }

    boolean isEmpty() {
        return tables.isEmpty();
    }

    /** Whether the table was read when the log stood behind this position: its rows and its definition hold what the log says there. */
    boolean covers(TableId table, SourcePosition position) {
        Reread reread = tables.get(table);
        return reread != null && !reread.pending() && position.compareTo(stood(reread)) < 0;
    }

    /** Forgets tables that were read before this position. */
    void passed(SourcePosition position) {
        tables.values().removeIf(reread -> !reread.pending() && position.compareTo(stood(reread)) >= 0);
    }

    List<Reread> stored() {
        return new ArrayList<>(tables.values());
    }

    /** An event that begins where the log stood came afterwards. */
    private static SourcePosition stood(Reread reread) {
        return new SourcePosition(reread.epoch(), reread.file(), reread.offset(), 0);
    }
}
