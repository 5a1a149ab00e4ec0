package dev.freshet.local.display;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One table at one moment. Rows are -1 while unknown.
 *
 * @param rate changed rows per second at the source
 * @param p50 seconds from commit to applied, over the last interval
 * @param lag seconds that the destination's newest row is behind the source's last commit
 */
public record TableLine(
        String table,
        long sourceRows,
        long destinationRows,
        double rate,
        OptionalDouble p50,
        OptionalDouble p99,
        double lag) {
    static final String HEADER = "%-14s %12s %12s %9s %9s %9s %8s"
            .formatted("table", "source", "destination", "events/s", "p50", "p99", "lag");

    String text() {
        return String.format(
                Locale.ROOT,
                "%-14s %12s %12s %9.0f %9s %9s %8s",
                table,
                rows(sourceRows),
                rows(destinationRows),
                rate,
                time(p50),
                time(p99),
                lag < 0 ? "-" : time(OptionalDouble.of(lag)));
    }

    private static String rows(long count) {
        return count < 0 ? "-" : String.format(Locale.ROOT, "%,d", count);
    }

    public static String time(OptionalDouble seconds) {
        if (seconds.isEmpty()) {
            return "-";
        }
        double value = seconds.getAsDouble();
        return value < 1
                ? String.format(Locale.ROOT, "%.0f ms", value * 1000)
                : String.format(Locale.ROOT, "%.1f s", value);
    }
}
