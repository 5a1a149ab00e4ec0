package dev.freshet.local.workload;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Changes the shop at a rate, in a thread of its own, until it is stopped. A lost connection is opened again until it is
 * there; the time lost is not caught up on.
 */
public final class Workload implements AutoCloseable {
    /** Opens a connection that this workload owns. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    private static final Duration RETRY = Duration.ofMillis(200);

    private final Connections connections;
    private final Random random;
    private final Map<String, LongAdder> changed = new ConcurrentHashMap<>();
    private final LongAdder transactions = new LongAdder();
    private final LongAdder reconnects = new LongAdder();
    private final AtomicLong lastCommit = new AtomicLong();
    private final Pace pace;
    private final Thread thread = new Thread(this::work, "freshet-workload");
    private volatile boolean stopping;
    private volatile String lastError = "";

    /** @param rowsPerSecond changed rows, over all tables */
    public Workload(Connections connections, int rowsPerSecond, long seed) {
        this.connections = connections;
        this.random = new Random(seed);
        this.pace = new Pace(rowsPerSecond, System::nanoTime);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void work() {
        while (!stopping) {
            try (Connection connection = connections.open()) {
                Transactions shop = new Transactions(connection, random);
                pace.forget();
                while (!stopping) {
                    count(shop.next());
                    sleep(pace.pause());
                }
            } catch (SQLException e) {
                lastError = String.valueOf(e.getMessage());
                reconnects.increment();
                sleep(RETRY);
            }
        }
    }

    private void count(Map<String, Integer> touched) {
        lastCommit.set(System.currentTimeMillis());
        transactions.increment();
        for (Map.Entry<String, Integer> table : touched.entrySet()) {
            changed.computeIfAbsent(table.getKey(), key -> new LongAdder()).add(table.getValue());
            pace.done(table.getValue());
        }
    }

    private void sleep(Duration duration) {
        if (duration.isPositive() && !stopping) {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                stopping = true;
            }
        }
    }

    /** Rows changed in the table since the start. */
    public long changed(String table) {
        LongAdder adder = changed.get(table);
        return adder == null ? 0 : adder.sum();
    }

    public long changed() {
        return changed.values().stream().mapToLong(LongAdder::sum).sum();
    }

    public long transactions() {
        return transactions.sum();
    }

    /** How often the connection was lost or refused. */
    public long reconnects() {
        return reconnects.sum();
    }

    public String lastError() {
        return lastError;
    }

    /** Epoch milliseconds of the last commit, 0 before the first. */
    public long lastCommit() {
        return lastCommit.get();
    }

    /** Returns when the last transaction has ended. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
