package dev.freshet.source.service;

import dev.freshet.local.stack.MySqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Writes to shop.items until closed: transactions of inserts, updates, deletes and key changes, from a fixed seed. */
final class Writer implements AutoCloseable {
    private final MySqlServer mysql;
    private final Random random = new Random(7);
    private final AtomicInteger transactions = new AtomicInteger();
    private final Thread thread;
    private int next;
    private volatile boolean closed;

    /** @param first id of the rows that are its own */
    Writer(MySqlServer mysql, int first) {
        this.mysql = mysql;
        this.next = first;
        this.thread = Thread.ofPlatform().name("writer").start(this::write);
    }

    /** Waits until so many more are committed. */
    void awaitTransactions(int more) {
        int goal = transactions.get() + more;
        SourceServiceIT.await(() -> transactions.get() >= goal);
    }

    private void write() {
        try (Connection connection = mysql.connect("shop");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            int first = next;
            while (!closed) {
                for (int i = 0; i < 10; i++) {
                    statement.execute("INSERT INTO items VALUES (" + next + ",'row " + next + "',1)");
                    next++;
                }
                int some = first + random.nextInt(next - first);
                statement.execute(
                        "UPDATE items SET name=CONCAT(name,'+') WHERE id BETWEEN " + some + " AND " + (some + 5));
                statement.execute("DELETE FROM items WHERE id=" + (first + random.nextInt(next - first)));
                int moved = first + random.nextInt(next - first);
                statement.execute("UPDATE IGNORE items SET id=id+50000000 WHERE id=" + moved);
                connection.commit();
                // a steady load, not the most that MySQL can take
                LockSupport.parkNanos(10_000_000);
                transactions.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
