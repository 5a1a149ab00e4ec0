package dev.freshet.local.drift;

import dev.freshet.local.compare.Dialect;
import dev.freshet.local.demo.Warehouse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks which commits every destination shows. {@link #look} is for one thread, the rest for any. */
final class LagWatch {
    /** All destinations quote and describe themselves alike. */
    private static final Dialect DIALECT = Dialect.POSTGRESQL;

    private static final String TABLES =
            "SELECT table_name FROM information_schema.tables WHERE table_schema = '" + Table.DATABASE + "'";

    private final List<Warehouse> warehouses;
    private final Commits commits;
    private final Clock clock;
    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> there = new HashSet<>();

    LagWatch(List<Warehouse> warehouses, Commits commits, Clock clock) {
        this.warehouses = warehouses;
        this.commits = commits;
        this.clock = clock;
    }

    void look() {
        List<String> tables = commits.tables();
        long now = clock.millis();
        try {
            if (!there.containsAll(tables)) {
                there.clear();
                there.addAll(tables);
                warehouses.forEach(warehouse -> there.retainAll(tablesOf(warehouse)));
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
        Map<String, Warehouse.Level> levels = new HashMap<>();
        for (Warehouse warehouse : warehouses) {
            for (List<@Nullable String> row : warehouse.texts(sql)) {
                Warehouse.Level level = new Warehouse.Level(
                        Long.parseLong(String.valueOf(row.get(2))), Long.parseLong(String.valueOf(row.get(1))));
                levels.merge(String.valueOf(row.get(0)), level, LagWatch::slower);
            }
        }
        levels.forEach((table, level) -> commits.shown(table, level.newestCommit(), level.rows()));
    }

    private static Warehouse.Level slower(Warehouse.Level one, Warehouse.Level other) {
        return one.newestCommit() <= other.newestCommit() ? one : other;
    }

    private static Set<String> tablesOf(Warehouse warehouse) {
        return warehouse.texts(TABLES).stream()
                .map(row -> String.valueOf(row.getFirst()))
                .collect(Collectors.toSet());
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
