package dev.freshet.local.example;

import dev.freshet.local.workload.Pace;
import dev.freshet.local.workload.Workload;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** The shop's MySQL: made and filled once, then changed at a rate in a thread of its own until it is closed. */
final class ShopFloor implements AutoCloseable {
    static final int CUSTOMERS = 300;
    static final int PRODUCTS = 240;
    static final List<String> CATEGORIES = List.of(
            "tents", "boots", "stoves", "lamps", "ropes", "maps", "packs", "bottles", "jackets", "socks", "knives",
            "tarps");
    private static final List<String> SEGMENTS = List.of("new", "regular", "gold");
    private static final int CHANGES_PER_SECOND = 10;

    private final Workload.Connections connections;
    private final Random random;
    private final AtomicLong changes = new AtomicLong();
    private final Thread thread = new Thread(this::work, "freshet-shop");
    private volatile boolean stopping;
    private volatile String trouble = "";

    ShopFloor(Workload.Connections connections, long seed) {
        this.connections = connections;
        this.random = new Random(seed);
        thread.setDaemon(true);
    }

    static String category(int product) {
        return CATEGORIES.get(product % CATEGORIES.size());
    }

    /** Runs the file's statements and fills the tables. */
    void open(Path tables) throws SQLException, IOException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            for (String sql :
                    Files.readString(tables).replaceAll("(?m)^--.*$", "").split(";")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
            connection.setAutoCommit(false);
            for (int id = 1; id <= CUSTOMERS; id++) {
                customer(connection, id);
            }
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO shop.products VALUES (?, ?, ?, ?, ?)")) {
                for (int id = 1; id <= PRODUCTS; id++) {
                    insert.setInt(1, id);
                    insert.setString(2, category(id));
                    insert.setString(3, "No. " + id);
                    insert.setBigDecimal(4, price());
                    insert.setInt(5, stock());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }

    void start() {
        thread.start();
    }

    private void work() {
        Pace pace = new Pace(CHANGES_PER_SECOND, System::nanoTime);
        try (Connection connection = connections.open()) {
            int newest = CUSTOMERS;
            while (!stopping) {
                switch (random.nextInt(10)) {
                    case 0 -> customer(connection, ++newest);
                    case 1 ->
                        execute(
                                connection,
                                "UPDATE shop.customers SET segment = ? WHERE id = ?",
                                SEGMENTS.get(random.nextInt(SEGMENTS.size())),
                                1 + random.nextInt(newest));
                    case 2, 3, 4 ->
                        execute(connection, "UPDATE shop.products SET price = ? WHERE id = ?", price(), product());
                    default ->
                        execute(connection, "UPDATE shop.products SET stock = ? WHERE id = ?", stock(), product());
                }
                changes.incrementAndGet();
                pace.done(1);
                Thread.sleep(pace.pause());
            }
        } catch (SQLException e) {
            trouble = "changing the shop broke off: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void customer(Connection connection, int id) throws SQLException {
        execute(
                connection,
                "INSERT INTO shop.customers VALUES (?, ?, ?)",
                id,
                "Customer " + id,
                SEGMENTS.get(random.nextInt(SEGMENTS.size())));
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    private int product() {
        return 1 + random.nextInt(PRODUCTS);
    }

    /** Often nothing, so that categories run out. */
    private int stock() {
        return Math.max(0, random.nextInt(100) - 20);
    }

    private BigDecimal price() {
        return BigDecimal.valueOf(random.nextInt(100, 50_000), 2);
    }

    long changes() {
        return changes.get();
    }

    /** What went wrong; empty: nothing. */
    String trouble() {
        return trouble;
    }

    /** Returns when the last change is committed. */
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
