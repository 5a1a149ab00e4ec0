package dev.freshet.local.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What one connection does to the shop, a transaction at a time. Learns from the database which rows there are. */
final class Transactions {
    private static final int SOME = 8;

    private final Connection connection;
    private final RandomGenerator random;
    private final Rows rows;
    private final List<String> skus;
    private long lastCustomer;
    private long lastOrder;
    private Map<String, Integer> touched = new LinkedHashMap<>();

    Transactions(Connection connection, RandomGenerator random) throws SQLException {
        this.connection = connection;
        this.random = random;
        this.rows = new Rows(random);
        connection.setAutoCommit(false);
        skus = column("SELECT sku FROM shop.products ORDER BY sku");
        lastCustomer =
                Long.parseLong(column("SELECT MAX(id) FROM shop.customers").getFirst());
        lastOrder = Long.parseLong(column("SELECT MAX(id) FROM shop.orders").getFirst());
    }

    private List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
        }
        return values;
    }

    /** Commits one transaction. Returns the changed rows by table; a change of a primary key counts as one. */
    Map<String, Integer> next() throws SQLException {
        touched = new LinkedHashMap<>();
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> placeOrders();
            case 3, 4 -> moveOrdersOn();
            case 5, 6 -> changePrices();
            case 7 -> welcomeCustomers();
            case 8 -> changeCustomers();
            case 9, 10 -> deleteOrders();
            default -> changeKeys();
        }
        connection.commit();
        return touched;
    }

    private void placeOrders() throws SQLException {
        List<List<@Nullable Object>> orders = new ArrayList<>();
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (int i = 0; i < SOME; i++) {
            lastOrder++;
            orders.add(rows.order(lastOrder, random.nextLong(lastCustomer) + 1));
            for (int line = 1; line <= 1 + random.nextInt(3); line++) {
                lines.add(rows.line(lastOrder, line, rows.pick(skus)));
            }
        }
        batch("orders", ShopLoader.insertInto("orders", 7), orders);
        batch("order_lines", ShopLoader.insertInto("order_lines", 7), lines);
    }

    private void moveOrdersOn() throws SQLException {
        List<List<@Nullable Object>> some = new ArrayList<>();
        for (int i = 0; i < SOME * 2; i++) {
            some.add(Arrays.asList(rows.pick(Rows.STATES), rows.moment(6), anyOrder()));
        }
        batch("orders", "UPDATE shop.orders SET status = ?, changed_at = ? WHERE id = ?", some);
    }

    private void changePrices() throws SQLException {
        List<List<@Nullable Object>> some = new ArrayList<>();
        for (int i = 0; i < SOME; i++) {
            some.add(Arrays.asList(rows.price(), random.nextInt(100_000), rows.pick(skus)));
        }
        batch("products", "UPDATE shop.products SET price = ?, stock = ? WHERE sku = ?", some);
    }

    private void welcomeCustomers() throws SQLException {
        List<List<@Nullable Object>> some = new ArrayList<>();
        for (int i = 0; i < SOME * 2; i++) {
            some.add(rows.customer(++lastCustomer));
        }
        batch("customers", ShopLoader.insertInto("customers", 10), some);
    }

    private void changeCustomers() throws SQLException {
        List<List<@Nullable Object>> some = new ArrayList<>();
        for (int i = 0; i < SOME; i++) {
            some.add(Arrays.asList(rows.preferences(), rows.moment(3), random.nextLong(lastCustomer) + 1));
        }
        batch("customers", "UPDATE shop.customers SET preferences = ?, updated_at = ? WHERE id = ?", some);
    }

    private void deleteOrders() throws SQLException {
        List<List<@Nullable Object>> some = new ArrayList<>();
        for (int i = 0; i < SOME; i++) {
            some.add(Arrays.asList(anyOrder()));
        }
        batch("order_lines", "DELETE FROM shop.order_lines WHERE order_id = ?", some);
        batch("orders", "DELETE FROM shop.orders WHERE id = ?", some);
    }

    /** One product gets another sku, some lines another number. */
    private void changeKeys() throws SQLException {
        int index = random.nextInt(skus.size());
        String old = skus.get(index);
        int version = old.length() == 10 ? 1 : Integer.parseInt(old.substring(11)) + 1;
        String renamed = old.substring(0, 10) + "/" + version;
        batch("products", "UPDATE shop.products SET sku = ? WHERE sku = ?", List.of(Arrays.asList(renamed, old)));
        skus.set(index, renamed);
        List<List<@Nullable Object>> some = new ArrayList<>();
        for (int i = 0; i < SOME; i++) {
            some.add(Arrays.asList(anyOrder()));
        }
        batch(
                "order_lines",
                "UPDATE shop.order_lines SET line_no = line_no + 100 WHERE order_id = ? AND line_no < 65000"
                        + " ORDER BY line_no DESC",
                some);
    }

    private Object anyOrder() {
        return random.nextLong(lastOrder) + 1;
    }

    private void batch(String table, String sql, List<List<@Nullable Object>> all) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (List<@Nullable Object> cells : all) {
                ShopLoader.set(statement, cells);
                statement.addBatch();
            }
            int changed = 0;
            for (int count : statement.executeBatch()) {
                // the driver rewrites inserts into one statement and then does not know the single counts
                changed += count == Statement.SUCCESS_NO_INFO ? 1 : count;
            }
            touched.merge(table, changed, Integer::sum);
        }
    }
}
