package dev.freshet.local.drift;

import dev.freshet.local.compare.Dialect;
import dev.freshet.local.demo.Warehouse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks which commits the destination shows. {@link #look} is for one thread, the rest for any. */
final class LagWatch {
    /** Both destinations quote and describe themselves alike. */
    private static final Dialect DIALECT = Dialect.POSTGRESQL;

    private static final String TABLES =
            "SELECT table_name FROM information_schema.tables WHERE table_schema = '" + Table.DATABASE + "'";

    private final Warehouse warehouse;
    private final Commits commits;
    private final Clock clock;
    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> there = new HashSet<>();

    LagWatch(Warehouse warehouse, Commits commits, Clock clock) {
        this.warehouse = warehouse;
        this.commits = commits;
        this.clock = clock;
    }

    void look() {
        List<String> tables = commits.tables();
        long now = clock.millis();
        try {
            if (!there.containsAll(tables)) {
                there.clear();
                warehouse.texts(TABLES).forEach(row -> there.add(String.valueOf(row.getFirst())));
            }
            read(tables.stream().filter(there::contains).toList());
        } catch (RuntimeException awayOrRenamedMeanwhile) {
            there.clear();
        }
        note(now);
    }

    private void read(List<String> tables) {
        if (tables.isEmpty()) {
            return;
        }
        String sql = tables.stream().map(LagWatch::level).collect(Collectors.joining(" UNION ALL "));
        for (List<@Nullable String> row : warehouse.texts(sql)) {
            commits.shown(
                    String.valueOf(row.get(0)),
                    Long.parseLong(String.valueOf(row.get(1))),
                    Long.parseLong(String.valueOf(row.get(2))));
        }
    }

    private static String level(String table) {
        return "SELECT '" + table
                + "', coalesce(CAST(floor(extract(epoch from max(_freshet_committed_at)) * 1000) AS BIGINT), 0),"
                + " count(*) FROM " + DIALECT.quoted(Table.DATABASE) + "." + DIALECT.quoted(table);
    }

    private synchronized void note(long now) {
        for (Commits.Lag lag : commits.lags(now)) {
            if (lag.lag() > 0) {
                samples.add(new Sample(now, lag.table(), lag.lag()));
            }
        }
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }
}
