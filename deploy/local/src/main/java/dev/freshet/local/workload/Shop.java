package dev.freshet.local.workload;

import java.util.List;

/** The tables of the shop: keys of one and two columns, numbers and text, and types that are easy to get wrong. */
public final class Shop {
    public static final String DATABASE = "shop";
    public static final List<String> TABLES = List.of("customers", "products", "orders", "order_lines");

    static final List<String> DDL =
            List.of("CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4", """
            CREATE TABLE shop.customers (
              id BIGINT NOT NULL PRIMARY KEY,
              email VARCHAR(120) NOT NULL,
              name VARCHAR(80) NOT NULL,
              tier ENUM('basic','plus','gold') NOT NULL,
              credit DECIMAL(12,2) NULL,
              birthday DATE NULL,
              preferences JSON NULL,
              newsletter TINYINT(1) NOT NULL,
              created_at DATETIME(6) NOT NULL,
              updated_at TIMESTAMP(3) NULL)""", """
            CREATE TABLE shop.products (
              sku VARCHAR(32) NOT NULL PRIMARY KEY,
              title VARCHAR(200) NOT NULL,
              price DECIMAL(10,4) NOT NULL,
              weight DOUBLE NULL,
              stock INT UNSIGNED NOT NULL,
              labels SET('new','sale','eco') NULL,
              picture VARBINARY(32) NULL,
              released YEAR NULL)""", """
            CREATE TABLE shop.orders (
              id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
              customer_id BIGINT NOT NULL,
              status ENUM('open','paid','shipped','returned') NOT NULL,
              total DECIMAL(14,2) NOT NULL,
              note TEXT NULL,
              placed_at DATETIME(6) NOT NULL,
              changed_at TIMESTAMP(6) NULL)""", """
            CREATE TABLE shop.order_lines (
              order_id BIGINT UNSIGNED NOT NULL,
              line_no SMALLINT UNSIGNED NOT NULL,
              sku VARCHAR(32) NOT NULL,
              quantity INT NOT NULL,
              price DECIMAL(10,4) NOT NULL,
              discount FLOAT NULL,
              gift BOOLEAN NOT NULL,
              PRIMARY KEY (order_id, line_no))""");

    private Shop() {}

    /** How many rows of each table make the wanted total: orders have about two lines. */
    public record Sizes(int customers, int products, int orders, int lines) {
        public static Sizes of(int total) {
            int products = Math.max(10, total / 50);
            int customers = Math.max(10, total / 6);
            int orders = Math.max(10, (total - products - customers) / 3);
            return new Sizes(customers, products, orders, Math.max(10, total - products - customers - orders));
        }

        public int total() {
            return customers + products + orders + lines;
        }
    }
}
