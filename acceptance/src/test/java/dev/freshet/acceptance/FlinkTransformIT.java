package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.local.client.Resource.Kind;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.process.ManagedProcess;
import dev.freshet.local.stack.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * MySQL to destinations through SQL that runs on Flink; what MySQL itself says of the same SELECT is the yardstick. One transform goes through
 * all of it, in order: it is what such a transform lives through.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FlinkTransformIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JOINED = "FROM orders o JOIN customers c ON o.customer = c.id GROUP BY c.region";
    private static final String FIRST =
            "SELECT c.region, COUNT(*) AS orders, SUM(o.amount) AS total, MAX(o.placed) AS latest " + JOINED;

    private static House house;
    private static HttpClient http;

    @BeforeAll
    static void openTheHouse() {
        http = HttpClient.newHttpClient();
        house = House.openWithFlink();
        house.stack()
                .mysql()
                .execute(
                        "CREATE DATABASE shop",
                        "CREATE DATABASE sales",
                        "CREATE TABLE shop.customers (id INT PRIMARY KEY, region VARCHAR(20) NOT NULL)",
                        """
                        CREATE TABLE shop.orders (id BIGINT PRIMARY KEY, customer INT, amount DECIMAL(10,2), placed DATETIME(6),
                          pieces INT)""",
                        "INSERT INTO shop.customers VALUES (1,'north'),(2,'north'),(3,'south'),(4,'south'),(5,'east'),(6,'west')",
                        "INSERT INTO shop.orders VALUES (1,1,10.50,'2026-01-02 03:04:05.678901',1),(2,2,20,NULL,2),(3,3,NULL,NULL,3)");
        house.capture("shop");
        house.postgres("pg");
        house.duckdb("duck");
    }

    @AfterAll
    static void closeIt() {
        http.close();
        house.close();
    }

    private static void transform(String sql) {
        house.apply("""
                kind: Transform
                name: sales
                inputs: [shop.shop.orders, shop.shop.customers]
                output: regions
                sql: %s
                """.formatted(sql));
    }

    private static void yardstick(String columns) {
        house.stack()
                .mysql()
                .execute("CREATE OR REPLACE VIEW sales.regions AS SELECT c.region, " + columns
                        + " FROM shop.orders o JOIN shop.customers c ON o.customer = c.id GROUP BY c.region");
    }

    private static Shape regions(Shape.Column... more) {
        List<Shape.Column> columns = new java.util.ArrayList<>(List.of(
                new Shape.Column("region", dev.freshet.local.compare.Kind.TEXT),
                new Shape.Column("orders", dev.freshet.local.compare.Kind.INTEGER),
                new Shape.Column("total", dev.freshet.local.compare.Kind.DECIMAL),
                new Shape.Column("latest", dev.freshet.local.compare.Kind.DATETIME)));
        columns.addAll(List.of(more));
        return new Shape("sales", "regions", columns, List.of("region"));
    }

    private static void awaitEqual(Shape shape) {
        house.awaitEqual(List.of(shape), house.postgresSide());
        house.awaitEqual(List.of(shape), house.duckdbSide("duck"));
    }

    @Test
    @Order(1)
    void killedPartsUnderLoadEndWithExactResults() throws Exception {
        transform(FIRST);
        house.pipeline("sales-pg", "sales", "pg", "");
        house.pipeline("sales-duck", "sales", "duck", "");
        yardstick("COUNT(*) AS orders, SUM(o.amount) AS total, MAX(o.placed) AS latest");
        house.awaitState(Kind.TRANSFORM, "sales", "STREAMING");
        awaitEqual(regions());
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread writer = Thread.ofPlatform().start(() -> write(writing));
        try {
            for (ManagedProcess victim : List.of(
                    house.stack().flink().taskManager(),
                    house.stack().flink().jobManager(),
                    house.stack().transformService().process())) {
                long before = seen();
                await().atMost(House.PATIENCE).ignoreExceptions().until(() -> seen() > before + 50);
                victim.killAndRestart();
            }
            long before = seen();
            await().atMost(House.PATIENCE).ignoreExceptions().until(() -> seen() > before + 50);
        } finally {
            writing.set(false);
            writer.join();
        }
        awaitEqual(regions());
        house.awaitState(Kind.TRANSFORM, "sales", "STREAMING");
        assertThat(running()).as("no job was started twice").containsExactly("freshet/sales/v1");
    }

    private static long seen() {
        return Long.parseLong(String.valueOf(
                house.postgresValue("SELECT COALESCE(MAX(latest)::date - DATE '2026-01-01', 0) FROM sales.regions")));
    }

    /** Orders of later and later days, so that what came through can be told. */
    private static void write(AtomicBoolean going) {
        Random random = new Random(7);
        try (Connection connection = house.stack().mysql().connect("");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int id = 100; going.get(); id++) {
                statement.execute(
                        "INSERT INTO shop.orders VALUES (%d, %d, %s, DATE_ADD('2026-01-01 00:00:00.5', INTERVAL %d DAY), %d)"
                                .formatted(
                                        id,
                                        1 + random.nextInt(7),
                                        random.nextInt(10) == 0 ? "NULL" : random.nextInt(100_000) / 100.0,
                                        id,
                                        random.nextInt(10)));
                int other = 100 + random.nextInt(id - 99);
                statement.execute(
                        switch (random.nextInt(5)) {
                            case 0 -> "DELETE FROM shop.orders WHERE id = " + other;
                            case 1 -> "UPDATE shop.orders SET customer = customer % 6 + 1 WHERE id = " + other;
                            case 2 ->
                                "UPDATE shop.customers SET region = ELT(1 + " + random.nextInt(4)
                                        + ", 'north', 'south', 'east', 'west') WHERE id = " + (1 + random.nextInt(6));
                            case 3 -> "UPDATE shop.orders SET id = id + 10000000 WHERE id = " + other;
                            default -> "UPDATE shop.orders SET amount = amount + 1.01 WHERE id = " + other;
                        });
                if (id % 4 == 0) {
                    connection.commit();
                    Thread.sleep(100);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> running() throws IOException, InterruptedException {
        HttpResponse<String> jobs = http.send(
                HttpRequest.newBuilder(house.stack().flink().rest().resolve("/jobs/overview"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        List<String> names = new java.util.ArrayList<>();
        JSON.readTree(jobs.body()).path("jobs").forEach(job -> {
            if (!List.of("FINISHED", "CANCELED", "FAILED")
                    .contains(job.path("state").asText())) {
                names.add(job.path("name").asText());
            }
        });
        return names;
    }

    @Test
    @Order(2)
    void newSqlTakesOverWhileTheTableIsNeverEmpty() throws Exception {
        try (Watch watch = new Watch()) {
            transform("SELECT c.region, COUNT(*) AS orders, SUM(o.amount) AS total, MAX(o.placed) AS latest,"
                    + " SUM(o.amount) * 2 AS doubled " + JOINED);
            awaitVersion(2);
            assertThat(told("takes over the state of version 1")).isTrue();
            // what a version takes over counts for what comes behind: every region changes
            house.stack().mysql().execute("UPDATE shop.orders SET amount = amount + 1");
            yardstick(
                    "COUNT(*) AS orders, SUM(o.amount) AS total, MAX(o.placed) AS latest, SUM(o.amount) * 2 AS doubled");
            Shape.Column doubled = new Shape.Column("doubled", dev.freshet.local.compare.Kind.DECIMAL);
            awaitEqual(regions(doubled));
            transform("SELECT c.region, COUNT(*) AS orders, SUM(o.amount) AS total, MAX(o.placed) AS latest,"
                    + " SUM(o.amount) * 2 AS doubled, MIN(o.pieces) AS least " + JOINED);
            awaitVersion(3);
            yardstick(
                    "COUNT(*) AS orders, SUM(o.amount) AS total, MAX(o.placed) AS latest, SUM(o.amount) * 2 AS doubled,"
                            + " MIN(o.pieces) AS least");
            awaitEqual(regions(doubled, new Shape.Column("least", dev.freshet.local.compare.Kind.INTEGER)));
            assertThat(watch.wasEmpty()).isFalse();
        }
        await().atMost(House.PATIENCE).ignoreExceptions().until(() -> running().equals(List.of("freshet/sales/v3")));
    }

    private static void awaitVersion(int version) {
        await("version " + version)
                .atMost(House.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(house.status(Kind.TRANSFORM, "sales")
                                .path("details")
                                .path("version")
                                .asInt())
                        .as(() -> house.status(Kind.TRANSFORM, "sales").toPrettyString())
                        .isEqualTo(version));
    }

    private static boolean told(String text) throws IOException {
        return java.nio.file.Files.readString(house.stack().run().logs().resolve("transform-service.log"))
                .contains(text);
    }

    /** Asks twenty times a second whether the table is there and has rows. */
    private static final class Watch implements AutoCloseable {
        private final AtomicBoolean going = new AtomicBoolean(true);
        private final AtomicBoolean empty = new AtomicBoolean();
        private final Thread thread = Thread.ofPlatform().start(this::look);

        private void look() {
            while (going.get()) {
                if ("0".equals(house.postgresValue("SELECT count(*) FROM sales.regions"))) {
                    empty.set(true);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }

        boolean wasEmpty() {
            return empty.get();
        }

        @Override
        public void close() throws InterruptedException {
            going.set(false);
            thread.join();
        }
    }

    @Test
    @Order(3)
    void anInputThatDriftsIsPlannedAnew() {
        house.stack()
                .mysql()
                .execute(
                        "ALTER TABLE shop.orders ADD COLUMN channel VARCHAR(10) NOT NULL DEFAULT 'web'",
                        "INSERT INTO shop.orders VALUES (50, 1, 5, NOW(6), 3, 'app')",
                        "ALTER TABLE shop.orders MODIFY pieces BIGINT",
                        "INSERT INTO shop.orders VALUES (51, 5, 5, NOW(6), -5000000000, 'web')");
        awaitVersion(4);
        Shape.Column doubled = new Shape.Column("doubled", dev.freshet.local.compare.Kind.DECIMAL);
        awaitEqual(regions(doubled, new Shape.Column("least", dev.freshet.local.compare.Kind.INTEGER)));
        transform(FIRST.replace("SELECT", "SELECT MIN(o.channel) AS channel,"));
        yardstick("COUNT(*) AS orders, SUM(o.amount) AS total, MAX(o.placed) AS latest, MIN(o.channel) AS channel");
        awaitVersion(5);
        Shape channels = regions(new Shape.Column("channel", dev.freshet.local.compare.Kind.TEXT));
        awaitEqual(channels);
        house.stack()
                .mysql()
                .execute(
                        "TRUNCATE TABLE shop.orders",
                        "INSERT INTO shop.orders VALUES (60, 1, 7, NOW(6), 3, 'app'), (61, 3, 8, NOW(6), 4, 'web')");
        awaitVersion(6);
        awaitEqual(channels);
    }

    @Test
    @Order(4)
    void withoutTheGatewayItWaitsAndSaysSo() throws Exception {
        house.stack().flink().gatewayProcess().kill();
        transform(FIRST);
        await().atMost(House.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            JsonNode status = house.status(Kind.TRANSFORM, "sales");
            assertThat(status.path("state").asText()).isEqualTo("RETRYING");
            assertThat(status.path("cause").asText()).contains("SQL gateway").contains("cannot be reached");
            assertThat(status.path("mend").asText()).contains("FRESHET_FLINK_GATEWAY");
        });
        house.stack().flink().gatewayProcess().start();
        awaitVersion(7);
        yardstick("COUNT(*) AS orders, SUM(o.amount) AS total, MAX(o.placed) AS latest");
        awaitEqual(regions());
    }

    @Test
    @Order(5)
    void validateSaysWhatFlinkMakesOfIt() throws Exception {
        JsonNode answer = house.api().validate(Kind.TRANSFORM, JSON.readTree("""
                {"name": "x", "inputs": ["shop.shop.orders"], "sql": "SELECT customer, SUM(amount) AS s FROM orders GROUP BY customer"}"""));
        assertThat(answer.path("engine").asText()).isEqualTo("flink");
        assertThat(answer.path("reason").asText()).isEqualTo("GROUP BY needs state");
        assertThat(answer.at("/output/columns/1/name").asText()).isEqualTo("s");
        assertThat(answer.at("/output/columns/1/keptAs").asText()).isEqualTo("Decimal(38,2)");
        assertThat(answer.at("/output/key/0").asText()).isEqualTo("customer");
        assertThatThrownBy(() -> house.apply("""
                        kind: Transform
                        name: typo
                        inputs: [shop.shop.orders]
                        sql: SELECT customer, SUM(amonut) AS s FROM orders GROUP BY customer
                        """))
                .hasMessageContaining("line 1, column 22")
                .hasMessageContaining("amonut");
        assertThatThrownBy(() -> house.apply("""
                        kind: Transform
                        name: keyless
                        inputs: [shop.shop.orders]
                        sql: SELECT SUM(amount) AS s FROM orders GROUP BY customer
                        """)).hasMessageContaining("name them in key");
    }

    @Test
    @Order(6)
    void aTestRunsOnFlinkWithoutDeploying() throws Exception {
        JsonNode given = house.api().test("sales", JSON.readTree("""
                {"rows": {"orders": [{"id": 1, "customer": 7, "amount": 1.50, "placed": "2026-01-02T03:04:05.678901"},
                                     {"id": 2, "customer": 7, "amount": 2}, {"id": 3, "customer": 8}],
                          "customers": [{"id": 7, "region": "it's here"}]}}"""));
        assertThat(given.path("engine").asText()).isEqualTo("flink");
        assertThat(given.at("/inputs/orders")).hasSize(3);
        assertThat(given.at("/inputs/orders/0/kind").asText()).isEqualTo("+I");
        JsonNode last = given.path("output").path(given.path("output").size() - 1);
        assertThat(last.path("kind").asText()).isIn("+I", "+U");
        assertThat(last.at("/row/region").asText()).isEqualTo("it's here");
        assertThat(last.at("/row/orders").asInt()).isEqualTo(2);
        assertThat(last.at("/row/total").decimalValue()).isEqualByComparingTo("3.50");
        assertThat(last.at("/row/latest").asText()).contains("03:04:05.678901");
        assertThat(house.api()
                        .test("sales", JSON.readTree("{\"rows\": {\"orders\": [{\"id\": 1}]}}"))
                        .path("output"))
                .isEmpty();
        JsonNode recorded = house.api().test("sales", JSON.readTree("{\"last\": 3}"));
        assertThat(recorded.at("/inputs/orders")).isNotEmpty();
        assertThat(recorded.at("/inputs/customers")).isNotEmpty();
        assertThatThrownBy(
                        () -> house.api().test("sales", JSON.readTree("{\"rows\": {\"orders\": [{\"amonut\": 1}]}}")))
                .hasMessageContaining("rows.orders[0].amonut is no column of the input");
        assertThat(running()).as("nothing was deployed").containsExactly("freshet/sales/v7");
    }

    @Test
    @Order(7)
    void aPausedOneGoesOnFromItsSavepointAndADeletedOneLeavesNoJob() throws Exception {
        call("POST", house.stack().transformService(), "transforms/sales/pause");
        house.awaitState(Kind.TRANSFORM, "sales", "PAUSED");
        assertThat(running()).isEmpty();
        house.stack().mysql().execute("DELETE FROM shop.orders WHERE id = 60");
        call("POST", house.stack().transformService(), "transforms/sales/resume");
        awaitEqual(regions());
        call("DELETE", house.stack().sinkService(), "pipelines/sales-pg");
        call("DELETE", house.stack().sinkService(), "pipelines/sales-duck");
        // what another service wrote is seen a moment later
        await().atMost(House.PATIENCE)
                .untilAsserted(() -> call("DELETE", house.stack().transformService(), "transforms/sales"));
        await().atMost(House.PATIENCE).ignoreExceptions().until(() -> running().isEmpty());
    }

    private static void call(String method, ServiceProcess service, String path)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(service.url().resolve("/api/v1/" + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer::body).isBetween(200, 299);
    }
}
