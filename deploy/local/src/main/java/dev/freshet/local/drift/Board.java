package dev.freshet.local.drift;

import dev.freshet.local.display.Screen;
import dev.freshet.local.display.TableLine;
import dev.freshet.local.measure.Histogram;
import dev.freshet.local.measure.LatencyReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows the run while it goes on: statements done, rows per second, how fresh each table is. Not safe for threads. */
final class Board {
    private final int planned;
    private final Commits commits;
    private final StatementLog log;
    private final LatencyReader latencies;
    private final Screen screen;
    private Map<String, Histogram> lastLatencies;
    private Map<String, Long> lastChanged = new HashMap<>();
    private long lastLook = System.nanoTime();

    /** @param planned statements */
    Board(int planned, Commits commits, StatementLog log, LatencyReader latencies, Screen screen) {
        this.planned = planned;
        this.commits = commits;
        this.log = log;
        this.latencies = latencies;
        this.screen = screen;
        this.lastLatencies = latencies.read();
    }

    void show(long now) {
        long look = System.nanoTime();
        double seconds = Math.max(1e-3, (look - lastLook) / 1e9);
        Map<String, Histogram> current = latencies.read();
        Map<String, Long> changed = new HashMap<>();
        List<TableLine> lines = new ArrayList<>();
        double total = 0;
        for (Commits.Lag lag : commits.lags(now)) {
            String table = lag.table();
            Commits.Figures figures = commits.figures(table);
            changed.put(table, figures.changed());
            double rate = Math.max(0, figures.changed() - lastChanged.getOrDefault(table, figures.changed())) / seconds;
            total += rate;
            Histogram recent = current.getOrDefault(table, Histogram.EMPTY)
                    .since(lastLatencies.getOrDefault(table, Histogram.EMPTY));
            lines.add(new TableLine(
                    table,
                    figures.sourceRows(),
                    figures.destinationRows(),
                    rate,
                    recent.quantile(0.5),
                    recent.quantile(0.99),
                    lag.lag() / 1e3));
        }
        lastLook = look;
        lastChanged = changed;
        lastLatencies = current.isEmpty() ? lastLatencies : current;
        lines.sort((one, other) -> one.table().compareTo(other.table()));
        screen.show(title(total), lines);
    }

    private String title(double rate) {
        List<Ran> done = log.all();
        String last = log.last().map(ran -> "; last: " + brief(ran.change())).orElse("");
        return "%d of %d statements, %,.0f rows/s%s".formatted(done.size(), planned, rate, last);
    }

    static String brief(Change change) {
        String sql = change.sql().replace("`" + Table.DATABASE + "`.", "");
        return sql.length() > 90 ? sql.substring(0, 90) + "..." : sql;
    }
}
