package dev.freshet.local.demo;

import dev.freshet.local.compare.Dialect;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.display.TableLine;
import dev.freshet.local.measure.Histogram;
import dev.freshet.local.measure.LatencyReader;
import dev.freshet.local.stack.MySqlServer;
import dev.freshet.local.workload.Workload;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Looks at both sides while the workload runs. A side that is away shows as a dash. Not safe for threads. */
final class Watch {
    private final List<Shape> shapes;
    private final MySqlServer mysql;
    private final Warehouse warehouse;
    private final Workload workload;
    private final LatencyReader latencies;
    private final Map<String, Histogram> atStart;
    private Map<String, Histogram> lastLatencies;
    private Map<String, Long> lastChanged = new HashMap<>();
    private long lastLook = System.nanoTime();

    Watch(List<Shape> shapes, MySqlServer mysql, Warehouse warehouse, Workload workload, LatencyReader latencies) {
        this.shapes = shapes;
        this.mysql = mysql;
        this.warehouse = warehouse;
        this.workload = workload;
        this.latencies = latencies;
        this.atStart = latencies.read();
        this.lastLatencies = atStart;
    }

    List<TableLine> look() {
        long now = System.nanoTime();
        double seconds = Math.max(1e-3, (now - lastLook) / 1e9);
        Map<String, Histogram> current = latencies.read();
        Map<String, Long> changed = new HashMap<>();
        List<TableLine> lines = new ArrayList<>();
        for (Shape shape : shapes) {
            String table = shape.table();
            changed.put(table, workload.changed(table));
            double rate = (workload.changed(table) - lastChanged.getOrDefault(table, 0L)) / seconds;
            Histogram recent = current.getOrDefault(table, Histogram.EMPTY)
                    .since(lastLatencies.getOrDefault(table, Histogram.EMPTY));
            Warehouse.Level level = level(shape);
            lines.add(new TableLine(
                    table,
                    sourceRows(shape),
                    level.rows(),
                    rate,
                    recent.quantile(0.5),
                    recent.quantile(0.99),
                    lag(level)));
        }
        lastLook = now;
        lastChanged = changed;
        lastLatencies = current.isEmpty() ? lastLatencies : current;
        return lines;
    }

    private double lag(Warehouse.Level level) {
        if (level.rows() < 0 || workload.lastCommit() == 0 || level.newestCommit() == 0) {
            return -1;
        }
        return Math.max(0, (workload.lastCommit() - level.newestCommit()) / 1e3);
    }

    private Warehouse.Level level(Shape shape) {
        try {
            return warehouse.level(shape);
        } catch (RuntimeException away) {
            return new Warehouse.Level(-1, 0);
        }
    }

    private long sourceRows(Shape shape) {
        try (Connection connection = mysql.connect("");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + Dialect.MYSQL.table(shape))) {
            row.next();
            return row.getLong(1);
        } catch (SQLException away) {
            return -1;
        }
    }

    /** Latency over the whole workload, per table and together. */
    List<String> summary() {
        Map<String, Histogram> current = latencies.read();
        Histogram all = Histogram.EMPTY;
        List<String> lines = new ArrayList<>();
        for (Shape shape : shapes) {
            Histogram histogram = current.getOrDefault(shape.table(), Histogram.EMPTY)
                    .since(atStart.getOrDefault(shape.table(), Histogram.EMPTY));
            all = all.plus(histogram);
            lines.add(line(shape.table(), histogram));
        }
        lines.add(line("all", all));
        return lines;
    }

    private static String line(String table, Histogram histogram) {
        OptionalDouble p50 = histogram.quantile(0.5);
        return "latency %-14s p50 %8s   p99 %8s   of %,.0f events"
                .formatted(table, TableLine.time(p50), TableLine.time(histogram.quantile(0.99)), histogram.count());
    }
}
