package dev.freshet.control.resource;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a sink batch is written: whichever comes first.
 *
 * @param preset   the word that stands for the three figures; {@code auto}: what fits the destination; empty: they were chosen one by one
 * @param interval since the batch's first row
 * @param rows     of one table
 * @param bytes    of Avro
 * @param cron     instead of the interval: the next of these moments ({@link Cron}) after the batch's first row; null: the interval counts
 * @param tables   for tables whose name (database.table) the pattern matches as a whole; the first that does counts
 */
public record Flush(
        String preset,
        Duration interval,
        int rows,
        long bytes,
        @Nullable String cron,
        Map<String, Flush> tables) {
    private static final String CHOSEN = "";
    private static final String AUTO = "auto";
    /** Of presets for destinations that are paid by the second, and of a cron. */
    public static final int MANY_ROWS = 500_000;

    public static final long MANY_BYTES = 100L << 20;

    /** 100 ms, 50,000 rows, 64 MiB; a destination that is paid by the second has a minute instead. */
    public static final Flush DEFAULT = new Flush(AUTO, Duration.ofMillis(100), 50_000, 64L << 20, null, Map.of());

    /** The presets by their words. */
    public static final List<String> PRESETS = List.of(AUTO, "realtime", "1m", "5m", "15m");

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    public Flush {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /** Figures chosen one by one. */
    public Flush(Duration interval, int rows, long bytes) {
        this(CHOSEN, interval, rows, bytes, null, Map.of());
    }

    /** At moments that are chosen, but not later than after so many rows or bytes. */
    public static Flush at(String cron, int rows, long bytes) {
        return new Flush(CHOSEN, LONGEST, rows, bytes, cron, Map.of());
    }

    /** Empty when there is no such preset. {@code realtime} is as fast as the destination takes it. */
    public static Optional<Flush> preset(String word) {
        return switch (word) {
            case AUTO -> Optional.of(DEFAULT);
            case "realtime" -> Optional.of(new Flush(word, DEFAULT.interval, MANY_ROWS, MANY_BYTES, null, Map.of()));
            case "1m" -> Optional.of(minutes(word, 1));
            case "5m" -> Optional.of(minutes(word, 5));
            case "15m" -> Optional.of(minutes(word, 15));
            default -> Optional.empty();
        };
    }

    private static Flush minutes(String word, int minutes) {
        return new Flush(word, Duration.ofMinutes(minutes), MANY_ROWS, MANY_BYTES, null, Map.of());
    }

    /** The same with figures of its own for some tables. */
    public Flush with(Map<String, Flush> others) {
        return new Flush(preset, interval, rows, bytes, cron, others);
    }

    /** What holds at a destination of this connector. */
    public Flush at(String connector) {
        boolean paidByTheSecond = connector.equals("snowflake");
        return paidByTheSecond && preset.equals(AUTO) ? minutes("1m", 1).with(tables) : this;
    }

    /** What holds for a table, named database.table. */
    public Flush of(String table) {
        return tables.entrySet().stream()
                .filter(own -> Pattern.compile(own.getKey()).matcher(table).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(this);
    }

    void violations(Rules rules, String field) {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            rules.add(
                    field + "interval",
                    interval + " is out of bounds",
                    "Give a duration from 1ms to 1h, e.g. 100ms or PT0.1S.");
        }
        if (cron != null && Cron.of(cron).isEmpty()) {
            rules.add(
                    field + "cron",
                    "'" + cron + "' is no cron expression, or never comes",
                    "Write minute, hour, day of the month, month and day of the week, e.g. '0 6-20 * * MON-FRI'.");
        }
        rules.range(field + "rows", rows, 1, 5_000_000);
        rules.range(field + "bytes", bytes, 64L << 10, 1L << 30);
    }
}
