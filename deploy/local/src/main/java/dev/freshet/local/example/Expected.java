package dev.freshet.local.example;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the result must be, computed from the clicks that were accepted and from MySQL, without Freshet and without Flink. */
final class Expected {
    private record Key(int customer, String category) {}

    private record Views(long count, Instant last) {
        static Views of(Click click) {
            return new Views(1, click.occurredAt());
        }

        Views and(Views other) {
            return new Views(count + other.count, last.isAfter(other.last) ? last : other.last);
        }
    }

    private record Customer(String name, String segment) {}

    private record Shelf(long inStock, BigDecimal lowestPrice) {}

    private Expected() {}

    /**
     * @param clicks those that count
     * @param shop a connection to MySQL, read as it is now
     * @return rows as {@link Viewed#text} writes them
     */
    static SortedSet<String> rows(Collection<Click> clicks, Connection shop) throws SQLException {
        Map<Key, Views> views = new HashMap<>();
        for (Click click : clicks) {
            views.merge(new Key(click.customer(), click.category()), Views.of(click), Views::and);
        }
        Map<Integer, Customer> customers = customers(shop);
        Map<String, Shelf> shelves = shelves(shop);
        SortedSet<String> rows = new TreeSet<>();
        views.forEach((key, seen) -> {
            Customer customer = customers.get(key.customer());
            Shelf shelf = shelves.get(key.category());
            if (customer != null && shelf != null) {
                rows.add(Viewed.text(Arrays.asList(
                        Integer.toString(key.customer()),
                        key.category(),
                        customer.name(),
                        customer.segment(),
                        Long.toString(seen.count()),
                        Long.toString(shelf.inStock()),
                        shelf.lowestPrice().toPlainString(),
                        Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, seen.last())))));
            }
        });
        return rows;
    }

    private static Map<Integer, Customer> customers(Connection shop) throws SQLException {
        Map<Integer, Customer> customers = new HashMap<>();
        try (Statement statement = shop.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, name, segment FROM shop.customers")) {
            while (row.next()) {
                customers.put(row.getInt(1), new Customer(row.getString(2), row.getString(3)));
            }
        }
        return customers;
    }

    private static Map<String, Shelf> shelves(Connection shop) throws SQLException {
        Map<String, Shelf> shelves = new HashMap<>();
        try (Statement statement = shop.createStatement();
                ResultSet row = statement.executeQuery("SELECT category, stock, price FROM shop.products")) {
            while (row.next()) {
                if (row.getInt(2) > 0) {
                    shelves.merge(
                            row.getString(1),
                            new Shelf(row.getInt(2), row.getBigDecimal(3)),
                            (a, b) -> new Shelf(
                                    a.inStock() + b.inStock(), a.lowestPrice().min(b.lowestPrice())));
                }
            }
        }
        return shelves;
    }
}
