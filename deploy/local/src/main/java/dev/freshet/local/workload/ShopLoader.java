package dev.freshet.local.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Creates the shop and fills it in large batches. */
public final class ShopLoader {
    private static final int BATCH = 1_000;

    private final Connection connection;
    private final Rows rows;

    private ShopLoader(Connection connection, long seed) {
        this.connection = connection;
        this.rows = new Rows(new Random(seed));
    }

    /** Drops a shop that may be there, then makes a new one. Returns the number of rows. */
    public static int load(Connection connection, Shop.Sizes sizes, long seed) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS shop");
            for (String ddl : Shop.DDL) {
                statement.execute(ddl);
            }
        }
        connection.setAutoCommit(false);
        new ShopLoader(connection, seed).fill(sizes);
        connection.setAutoCommit(true);
        return sizes.total();
    }

    private void fill(Shop.Sizes sizes) throws SQLException {
        insert("customers", 10, sizes.customers(), i -> rows.customer(i + 1));
        insert("products", 8, sizes.products(), i -> rows.product(sku(i)));
        insert("orders", 7, sizes.orders(), i -> rows.order(i + 1, i % sizes.customers() + 1));
        insert(
                "order_lines",
                7,
                sizes.lines(),
                i -> rows.line(i % sizes.orders() + 1, (int) (i / sizes.orders()) + 1, sku(i % sizes.products())));
    }

    static String sku(long number) {
        return "SKU-%06d".formatted(number);
    }

    private void insert(String table, int width, int count, LongFunction<List<@Nullable Object>> row)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insertInto(table, width))) {
            for (int i = 0; i < count; i++) {
                set(statement, row.apply(i));
                statement.addBatch();
                if ((i + 1) % BATCH == 0) {
                    statement.executeBatch();
                    connection.commit();
                }
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    static String insertInto(String table, int width) {
        return "INSERT INTO shop." + table + " VALUES (" + "?,".repeat(width - 1) + "?)";
    }

    static void set(PreparedStatement statement, List<@Nullable Object> cells) throws SQLException {
        for (int i = 0; i < cells.size(); i++) {
            statement.setObject(i + 1, cells.get(i));
        }
    }
}
