package dev.freshet.local.drift;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When each table was committed to, and which of these commits the destination shows. Times are epoch milliseconds of one
 * clock, taken before the commit, so that the server's own time of it is never earlier. Safe for threads.
 */
final class Commits {
    /** @param lag age of the oldest commit that the destination does not show, in milliseconds; 0 when it shows all */
    record Lag(String table, long lag) {}

    /** What is known of one table. */
    record Figures(long changed, int sourceRows, long destinationRows) {
        static final Figures NONE = new Figures(0, 0, -1);
    }

    private static final class Ledger {
        private final Deque<Long> unseen = new ArrayDeque<>();
        private long watermark;
        private Figures figures = Figures.NONE;
    }

    private final Map<String, Ledger> ledgers = new HashMap<>();

    synchronized void committed(String table, long at, Step.Touch touch) {
        Ledger ledger = ledgers.computeIfAbsent(table, name -> new Ledger());
        Figures before = ledger.figures;
        ledger.figures = new Figures(before.changed + touch.changed(), touch.rowsAfter(), before.destinationRows);
        if (touch.leavesTrace()) {
            ledger.unseen.add(at);
        }
    }

    /** @param watermark when the newest row at the destination was committed; it sinks when that row is deleted */
    synchronized void shown(String table, long watermark, long rows) {
        Ledger ledger = ledgers.get(table);
        if (ledger == null) {
            return;
        }
        ledger.watermark = Math.max(ledger.watermark, watermark);
        ledger.figures = new Figures(ledger.figures.changed, ledger.figures.sourceRows, rows);
        while (!ledger.unseen.isEmpty() && ledger.unseen.element() <= ledger.watermark) {
            ledger.unseen.remove();
        }
    }

    /** Follows a statement that was just done. */
    synchronized void changed(Change change) {
        switch (change) {
            case Change.RenameTable rename ->
                Optional.ofNullable(ledgers.remove(rename.from()))
                        .ifPresent(ledger -> ledgers.put(rename.to(), ledger));
            case Change.DropTable drop -> ledgers.remove(drop.table());
            // rows that are gone can no longer be shown
            case Change.Truncate truncate ->
                Optional.ofNullable(ledgers.get(truncate.table())).ifPresent(ledger -> ledger.unseen.clear());
            case Change.CreateTable create -> ledgers.put(create.table().name(), new Ledger());
            case Change.OfTable one -> {}
        }
    }

    synchronized List<String> tables() {
        return List.copyOf(new TreeSet<>(ledgers.keySet()));
    }

    synchronized List<Lag> lags(long now) {
        List<Lag> lags = new ArrayList<>();
        ledgers.forEach((table, ledger) -> {
            Long oldest = ledger.unseen.peek();
            lags.add(new Lag(table, oldest == null ? 0 : Math.max(0, now - oldest)));
        });
        return lags;
    }

    synchronized Figures figures(String table) {
        Ledger ledger = ledgers.get(table);
        return ledger == null ? Figures.NONE : ledger.figures;
    }
}
