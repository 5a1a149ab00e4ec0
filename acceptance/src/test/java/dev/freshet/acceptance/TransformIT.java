package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.local.client.Refused;
import dev.freshet.local.client.Resource.Kind;
import dev.freshet.local.compare.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MySQL to destinations through SQL that runs in the service; what MySQL itself says of the same SELECT is the yardstick. */
class TransformIT {
    private static final String MADE = """
            SELECT id, UPPER(status) AS state, total * 2 AS twice, SHA256(mail) AS mail, placed
            FROM orders WHERE status <> 'cancelled' AND total >= 10""";
    private static final Shape CLEAN = new Shape(
            "clean",
            "orders",
            List.of(
                    new Shape.Column("id", dev.freshet.local.compare.Kind.INTEGER),
                    new Shape.Column("state", dev.freshet.local.compare.Kind.TEXT),
                    new Shape.Column("twice", dev.freshet.local.compare.Kind.DECIMAL),
                    new Shape.Column("mail", dev.freshet.local.compare.Kind.TEXT),
                    new Shape.Column("placed", dev.freshet.local.compare.Kind.DATETIME)),
            List.of("id"));

    private static House house;

    @BeforeAll
    static void openTheHouse() {
        house = House.shared();
        house.stack()
                .mysql()
                .execute(
                        "CREATE DATABASE trade",
                        "CREATE DATABASE clean",
                        """
                        CREATE TABLE trade.orders (id BIGINT PRIMARY KEY, status VARCHAR(20) NOT NULL, total DECIMAL(10,2),
                          mail VARCHAR(80), placed DATETIME(6))""",
                        """
                        CREATE VIEW clean.orders AS SELECT id, UPPER(status) AS state, CAST(total * 2 AS DECIMAL(21,2)) AS twice,
                          SHA2(mail, 256) AS mail, placed FROM trade.orders WHERE status <> 'cancelled' AND total >= 10""",
                        "CREATE TABLE trade.drifting (id INT PRIMARY KEY, a INT, b VARCHAR(20))",
                        "INSERT INTO trade.drifting VALUES (1, 1, 'one'), (2, 2, 'two')",
                        "INSERT INTO trade.orders SELECT 1000000 + n, 'new', n % 40, CONCAT('m', n), '2026-01-02 03:04:05.678901' FROM"
                                + " (SELECT a.d + 10 * b.d + 100 * c.d AS n FROM (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2"
                                + " UNION ALL SELECT 3 UNION ALL SELECT 4) a, (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2) b,"
                                + " (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2) c) numbers");
        house.capture("trade");
        house.postgres("pg");
        house.duckdb("duck");
    }

    @AfterAll
    static void closeIt() {
        house.close();
    }

    private static void transform(String name, String input, String sql) {
        house.apply("""
                kind: Transform
                name: %s
                inputs: [%s]
                sql: |
                  %s
                """.formatted(name, input, sql.replace("\n", "\n  ")));
    }

    @Test
    void theServiceIsKilledUnderLoadAndEveryRowIsRight() throws Exception {
        transform("clean", "trade.trade.orders", MADE);
        house.pipeline("clean-pg", "clean", "pg", "");
        house.pipeline("clean-duck", "clean", "duck", "");
        house.pipeline("clean-history", "clean", "pg", "mode: append\nschema: history\n");
        house.awaitState(Kind.TRANSFORM, "clean", "STREAMING");
        // of the 45 rows that were there, those of n % 40 >= 10
        awaitValue("SELECT count(*) > 20 FROM history.orders", "t");
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread writer = Thread.ofPlatform().start(() -> write(writing));
        try {
            for (int i = 0; i < 3; i++) {
                long before = written();
                await().atMost(House.PATIENCE).ignoreExceptions().until(() -> written() > before + 100);
                house.stack().transformService().process().killAndRestart();
            }
        } finally {
            writing.set(false);
            writer.join();
        }
        house.awaitEqual(List.of(CLEAN), house.postgresSide());
        house.awaitEqual(List.of(CLEAN), house.duckdbSide("duck"));
        assertThat(
                        house.postgresValue(
                                "SELECT count(*) - count(DISTINCT (_freshet_position, id, _freshet_operation)) FROM history.orders"))
                .as("no change was published twice")
                .isEqualTo("0");
    }

    private static long written() {
        return Long.parseLong(String.valueOf(house.postgresValue("SELECT count(*) FROM history.orders")));
    }

    private static void write(AtomicBoolean going) {
        Random random = new Random(5);
        try (Connection connection = house.stack().mysql().connect("");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int id = 1; going.get(); id++) {
                statement.execute("INSERT INTO trade.orders VALUES (%d, 'new', %s, 'm%d@x.org', NOW(6))"
                        .formatted(id, random.nextInt(10) == 0 ? "NULL" : random.nextInt(4000) / 100.0, id));
                int other = 1 + random.nextInt(id);
                statement.execute(
                        switch (random.nextInt(5)) {
                            case 0 -> "DELETE FROM trade.orders WHERE id = " + other;
                            case 1 -> "UPDATE trade.orders SET id = id + 2000000 WHERE id = " + other;
                            case 2 -> "UPDATE trade.orders SET status = 'cancelled' WHERE id = " + other;
                            case 3 -> "UPDATE trade.orders SET status = 'shipped' WHERE id = " + other;
                            default -> "UPDATE trade.orders SET total = total + 1.01 WHERE id = " + other;
                        });
                if (id % 5 == 0) {
                    connection.commit();
                    Thread.sleep(50);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aStarFollowsTheTableAndANamedColumnThatGoesAwayIsAnAlert() {
        transform("follow", "trade.trade.drifting", "SELECT * FROM drifting WHERE id > 0");
        transform("named", "trade.trade.drifting", "SELECT id, b AS name FROM drifting");
        house.pipeline("follow-pg", "follow", "pg", "");
        house.awaitState(Kind.TRANSFORM, "named", "STREAMING");
        awaitValue("SELECT string_agg(b, ',' ORDER BY id) FROM follow.drifting", "one,two");
        house.stack()
                .mysql()
                .execute(
                        "ALTER TABLE trade.drifting ADD COLUMN c VARCHAR(10) NOT NULL DEFAULT 'red'",
                        "INSERT INTO trade.drifting VALUES (3, 3, 'three', 'blue')",
                        "ALTER TABLE trade.drifting MODIFY a BIGINT",
                        "INSERT INTO trade.drifting VALUES (4, 5000000000, 'four', 'green')");
        awaitValue(
                "SELECT string_agg(id || c || a, ',' ORDER BY id) FROM follow.drifting",
                "1red1,2red2,3blue3,4green5000000000");
        house.stack()
                .mysql()
                .execute(
                        "ALTER TABLE trade.drifting RENAME COLUMN b TO title",
                        "INSERT INTO trade.drifting VALUES (5, 5, 'five', 'grey')");
        awaitValue("SELECT string_agg(title, ',' ORDER BY id) FROM follow.drifting", "one,two,three,four,five");
        house.awaitState(Kind.TRANSFORM, "named", "FAILED");
        JsonNode status = house.status(Kind.TRANSFORM, "named");
        assertThat(status.path("cause").asText()).contains("column b, which the SQL names, was renamed to title");
        assertThat(status.path("mend").asText()).contains("change the transform's SQL");
        transform("named", "trade.trade.drifting", "SELECT id, title AS name FROM drifting");
        house.pipeline("named-pg", "named", "pg", "");
        awaitValue("SELECT string_agg(name, ',' ORDER BY id) FROM named.drifting", "one,two,three,four,five");
        house.stack().mysql().execute("TRUNCATE TABLE trade.drifting");
        awaitValue("SELECT count(*) FROM named.drifting", "0");
    }

    private static void awaitValue(String sql, String value) {
        await(sql)
                .atMost(House.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(house.postgresValue(sql)).isEqualTo(value));
    }

    @Test
    void whatCannotRunIsRefusedWithTheReasonAndTheMend() {
        assertThatThrownBy(() -> house.apply("""
                        kind: Transform
                        name: sums
                        inputs: [trade.trade.orders]
                        engine: service
                        sql: SELECT status, SUM(total) FROM orders GROUP BY status
                        """))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("HTTP 422")
                .hasMessageContaining("this SQL needs Flink (GROUP BY needs state)")
                .hasMessageContaining("Set engine to auto");
        awaitKnown();
        assertThatThrownBy(() -> transform("typo", "trade.trade.orders", "SELECT id, totl FROM orders"))
                .hasMessageContaining("line 1, column 12")
                .hasMessageContaining("totl");
        assertThatThrownBy(() -> transform("keyless", "trade.trade.orders", "SELECT total FROM orders"))
                .hasMessageContaining("key column 'id'");
        assertThatThrownBy(() -> transform("lost", "nowhere.a.b", "SELECT * FROM b"))
                .hasMessageContaining("nowhere");
    }

    @Test
    void sqlThatNeedsFlinkSaysThatThereIsNone() {
        transform("sums", "trade.trade.orders", "SELECT status, SUM(total) AS total FROM orders GROUP BY status");
        house.awaitState(Kind.TRANSFORM, "sums", "FAILED");
        JsonNode status = house.status(Kind.TRANSFORM, "sums");
        assertThat(status.path("cause").asText()).contains("no Flink cluster is configured");
        assertThat(status.path("mend").asText()).contains("FRESHET_FLINK_GATEWAY");
    }

    @Test
    void aTransformIsTriedOutWithoutBeingDeployed() throws Exception {
        awaitKnown();
        String body = """
                {"transform": {"inputs": ["trade.trade.orders"], "sql": "SELECT id, LOWER(status) AS s FROM orders WHERE total > 5"},
                 "rows": [{"id": 1, "status": "NEW", "total": 9.5},
                          {"before": {"id": 1, "status": "NEW", "total": 9.5}, "after": {"id": 1, "status": "NEW", "total": 1}},
                          {"id": 2, "status": "NEW", "total": 1}]}""";
        JsonNode answer = house.api().test("trial", new ObjectMapper().readTree(body));
        assertThat(answer.path("results").findValuesAsText("kind")).containsExactly("+I", "-D", "");
        assertThat(answer.at("/results/0/output/after").toString()).isEqualTo("{\"id\":1,\"s\":\"new\"}");
        JsonNode last = house.api()
                .test("trial", new ObjectMapper().readTree(body.replaceAll("(?s)\"rows\".*", "\"last\": 5}")));
        assertThat(last.path("results")).hasSize(5);
    }

    private static void awaitKnown() {
        await().atMost(House.PATIENCE)
                .ignoreExceptions()
                .until(() -> house.api()
                        .validate(Kind.TRANSFORM, new ObjectMapper().readTree("""
                                        {"name": "x", "inputs": ["trade.trade.orders"], "sql": "SELECT * FROM orders"}"""))
                        .path("output")
                        .has("columns"));
    }

    @Test
    void aRowThatCannotBeEvaluatedGoesToTheDeadLettersOrBecomesNull() {
        transform("strict", "trade.trade.orders", "SELECT id, CAST(mail AS INT) AS n FROM orders");
        house.awaitState(Kind.TRANSFORM, "strict", "STREAMING");
        await().atMost(House.PATIENCE)
                .untilAsserted(() -> assertThat(house.status(Kind.TRANSFORM, "strict")
                                .path("details")
                                .path("deadLetters")
                                .asInt())
                        .isPositive());
        house.apply("""
                kind: Transform
                name: lenient
                inputs: [trade.trade.orders]
                sql: SELECT id, CAST(mail AS INT) AS n FROM orders WHERE id >= 1000000 AND id < 2000000
                onError: null
                """);
        house.pipeline("lenient-pg", "lenient", "pg", "");
        awaitValue("SELECT count(*) FROM lenient.orders WHERE n IS NULL", "45");
    }
}
