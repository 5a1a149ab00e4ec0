package dev.freshet.local.example;

import dev.freshet.local.workload.Workload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How long it takes from a click until the row it changes can be read: asks PostgreSQL, as the site would, every few milliseconds which rows have a
 * newer {@code last_viewed}. A click is seen when its customer's row of its category is as new as the click. Time counts from before the request
 * is sent; a look adds {@link #BETWEEN} at most. Safe for threads.
 */
final class Sightings implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private record Row(int customer, String category) {}

    private record Waiting(Instant occurredAt, long sentNanos) {}

    private final Workload.Connections connections;
    private final Map<Row, Queue<Waiting>> waiting = new ConcurrentHashMap<>();
    /** Seconds, in the order in which they were seen; guarded by itself. */
    private final List<Double> latencies = new ArrayList<>();

    private final Thread thread = new Thread(this::watch, "freshet-sightings");
    private volatile boolean stopping;
    private volatile String trouble = "";

    Sightings(Workload.Connections connections) {
        this.connections = connections;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** To be told of a click before it is sent. */
    void expect(Click click) {
        waiting.computeIfAbsent(new Row(click.customer(), click.category()), row -> new ConcurrentLinkedQueue<>())
                .add(new Waiting(click.occurredAt(), System.nanoTime()));
    }

    private void watch() {
        while (!stopping) {
            try (Connection connection = connections.open();
                    PreparedStatement look =
                            connection.prepareStatement("SELECT customer_id, category, last_viewed FROM " + Viewed.TABLE
                                    + " WHERE last_viewed >= ?")) {
                while (!stopping) {
                    look(look);
                    Thread.sleep(BETWEEN);
                }
            } catch (SQLException notYet) {
                // the table comes with the first row
                trouble = String.valueOf(notYet.getMessage());
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private void look(PreparedStatement look) throws SQLException {
        Instant oldest = oldest();
        if (oldest.equals(Instant.MAX)) {
            return;
        }
        look.setTimestamp(1, Timestamp.from(oldest));
        try (ResultSet rows = look.executeQuery()) {
            while (rows.next()) {
                Instant last = rows.getTimestamp(3).toInstant();
                Queue<Waiting> queue = waiting.get(new Row(rows.getInt(1), rows.getString(2)));
                if (queue != null) {
                    seen(queue, last, System.nanoTime());
                }
            }
        }
    }

    private void seen(Queue<Waiting> queue, Instant last, long now) {
        for (Iterator<Waiting> each = queue.iterator(); each.hasNext(); ) {
            Waiting click = each.next();
            if (!click.occurredAt().isAfter(last)) {
                each.remove();
                synchronized (latencies) {
                    latencies.add((now - click.sentNanos()) / 1e9);
                }
            }
        }
    }

    private Instant oldest() {
        return waiting.values().stream()
                .flatMap(Queue::stream)
                .map(Waiting::occurredAt)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** Clicks that were not seen yet; those of customers whose row cannot be there stay. */
    long waiting() {
        return waiting.values().stream().mapToLong(Queue::size).sum();
    }

    int seen() {
        synchronized (latencies) {
            return latencies.size();
        }
    }

    /** Forgets what was seen so far. */
    void forget() {
        synchronized (latencies) {
            latencies.clear();
        }
    }

    /**
     * A quantile of the seconds from click to visible.
     *
     * @param from how many of the first ones not to count
     */
    OptionalDouble quantile(double fraction, int from) {
        List<Double> sorted;
        synchronized (latencies) {
            sorted = new ArrayList<>(latencies.subList(from, latencies.size()));
        }
        if (sorted.isEmpty()) {
            return OptionalDouble.empty();
        }
        sorted.sort(Comparator.naturalOrder());
        int index = (int) Math.ceil(fraction * sorted.size()) - 1;
        return OptionalDouble.of(sorted.get(Math.max(0, index)));
    }

    /** Why the last look failed; empty: none did. */
    String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
