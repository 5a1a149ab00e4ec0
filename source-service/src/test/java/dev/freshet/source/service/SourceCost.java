package dev.freshet.source.service;

import static dev.freshet.source.service.SourceServiceIT.await;

import dev.freshet.local.process.ManagedProcess;
import dev.freshet.local.stack.MySqlServer;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.stack.Stack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;

/**
 * What a captured event costs, on real servers: a million rows in transactions of a hundred, twice,
 * then one per transaction. Run by hand:
 * how many events, then further options for the service's JVM.
 */
final class SourceCost {
    private static final String SOURCE = """
            {"name": "shop", "connector": "mysql", "host": "127.0.0.1", "port": %d, "user": "freshet",
             "password": "${env:MYSQL_PASSWORD}", "tables": ["shop\\\\..*"]}""";

    private final Stack stack;
    private final Api api;
    private long id;

    private SourceCost(Stack stack) {
        this.stack = stack;
        this.api = new Api(stack.sourceService().url());
    }

    public static void main(String[] args) throws SQLException {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        try (Stack stack = Stack.plan()
                .kafka()
                .registry()
                .mysql()
                .service(ServiceProcess.Settings.of("source-service")
                        .withEnvironment(Map.of("MYSQL_PASSWORD", MySqlServer.PASSWORD))
                        .withOptions(Arrays.stream(args).skip(1).toArray(String[]::new)))
                .start()) {
            SourceCost cost = new SourceCost(stack);
            cost.open();
            cost.measure("100 rows a transaction, at first", 200_000, 100);
            cost.measure("100 rows a transaction", events, 100);
            cost.measure("100 rows a transaction, again", events, 100);
            cost.measure("1 row a transaction", events / 10, 1);
        }
    }

    private void open() {
        stack.mysql().execute("CREATE DATABASE shop", """
                        CREATE TABLE shop.orders (id BIGINT PRIMARY KEY, customer INT NOT NULL, status VARCHAR(20) NOT NULL,
                          total DECIMAL(12,2) NOT NULL, note VARCHAR(200), ordered DATE NOT NULL, created DATETIME(6) NOT NULL,
                          updated TIMESTAMP(6) NULL, paid TINYINT(1) NOT NULL)""");
        api.post("/api/v1/sources", SOURCE.formatted(stack.mysql().port()));
        await(() -> api.state("shop").equals("STREAMING"));
    }

    private void measure(String what, int events, int perTransaction) throws SQLException {
        api.post("/api/v1/sources/shop/pause", "");
        await(() -> api.state("shop").equals("PAUSED"));
        write(events, perTransaction);
        ManagedProcess service = stack.sourceService().process();
        long before = captured();
        double cpu = service.cpuSeconds();
        long begun = System.nanoTime();
        api.post("/api/v1/sources/shop/resume", "");
        await(() -> captured() - before >= events);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double spent = service.cpuSeconds() - cpu;
        System.out.printf(
                "%-36s %9d events in %6.1f s  %6.1f CPU-s/M  %d MB resident%n",
                what, events, seconds, spent * 1e6 / events, service.rssBytes() >> 20);
    }

    private long captured() {
        return api.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("freshet_events_total{") && line.contains("shop.orders"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void write(int events, int perTransaction) throws SQLException {
        try (Connection connection = stack.mysql().connect("shop");
                Statement statement = connection.createStatement()) {
            for (int done = 0; done < events; done += perTransaction) {
                StringBuilder sql = new StringBuilder("INSERT INTO orders VALUES ");
                for (int row = 0; row < perTransaction; row++) {
                    id++;
                    sql.append(row == 0 ? "" : ",")
                            .append(
                                    "(%d,%d,'paid',%d.%02d,'a note of some length for order %d','2026-01-02','2026-01-02 03:04:05.678901',"
                                            .formatted(id, id % 1000, id % 10_000, id % 100, id))
                            .append("'2026-01-02 03:04:05.678901',1)");
                }
                statement.execute(sql.toString());
            }
        }
    }
}
