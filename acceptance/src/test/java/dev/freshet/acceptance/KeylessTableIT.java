package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.freshet.local.client.Refused;
import dev.freshet.local.client.Resource.Kind;
import dev.freshet.local.compare.Comparison;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.compare.Side;
import dev.freshet.local.compare.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A table without a primary key is kept equal by the columns that the pipeline names. */
class KeylessTableIT {
    /** Batches of a few rows end anywhere within transactions. */
    private static final String KEYED = "flush: {rows: 9}\nkeys:\n  ledger\\.entries: [account, line]\n";

    private static House house;

    @BeforeAll
    static void aLedger() throws SQLException {
        house = House.shared();
        house.stack()
                .mysql()
                .execute(
                        "CREATE DATABASE ledger",
                        "CREATE TABLE ledger.entries (account INT, line INT, amount DECIMAL(12,2), note VARCHAR(40), doc JSON)");
        insert(1, 20);
        house.capture("ledger");
        house.postgres("pg");
        house.duckdb("duck");
        house.pipeline("to-pg", "ledger", "pg", KEYED);
        house.pipeline("to-duck", "ledger", "duck", KEYED);
        awaitEqual();
    }

    @AfterAll
    static void closeIt() {
        house.close();
    }

    private static void insert(int from, int to) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (int account = from; account <= to; account++) {
            for (int line = 1; line <= 10; line++) {
                rows.add("(" + account + "," + line + "," + account + "." + line + ",'first','{\"n\": " + line + "}')");
            }
        }
        transaction("INSERT INTO ledger.entries (account, line, amount, note, doc) VALUES " + String.join(",", rows));
    }

    private static void transaction(String... statements) throws SQLException {
        try (Connection connection = house.stack().mysql().connect("ledger");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
            connection.commit();
        }
    }

    @Test
    void rowsThatChangeTheirKeysInEveryWayAreEqualInTheEnd() throws SQLException {
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            int account = 1 + random.nextInt(20);
            String of = " WHERE account = " + account;
            switch (random.nextInt(7)) {
                case 0 -> transaction("UPDATE entries SET line = line + 1" + of);
                case 1 -> transaction("UPDATE entries SET line = 5 - line" + of + " AND line IN (2, 3)");
                case 2 -> transaction("UPDATE entries SET amount = amount + 1, note = 'changed'" + of);
                case 3 -> transaction("DELETE FROM entries" + of + " AND line % 4 = " + random.nextInt(4));
                case 4 ->
                    transaction(
                            "DELETE FROM entries" + of + " AND line = 1",
                            "INSERT INTO entries (account, line, amount, note) VALUES (" + account
                                    + ", 1, 7.07, 'again')");
                case 5 ->
                    transaction(
                            "UPDATE entries SET line = 900, note = 'left'" + of + " AND line = 2",
                            "UPDATE entries SET line = 2" + of + " AND line = 4",
                            "DELETE FROM entries" + of + " AND line = 900");
                default ->
                    transaction(
                            "UPDATE entries SET account = account + 100" + of,
                            "UPDATE entries SET account = account - 100 WHERE account = " + (account + 100));
            }
            if (i == 20) {
                house.stack().sinkService().process().kill();
                house.stack().sinkService().process().start();
            }
            if (i == 40) {
                house.stack()
                        .mysql()
                        .execute("ALTER TABLE ledger.entries ADD COLUMN extra INT NOT NULL DEFAULT 5 FIRST");
            }
        }
        // many events of one statement: each row comes to a key before the next one has left it
        transaction("UPDATE entries SET line = line + 1");
        transaction("UPDATE entries SET account = account + 1");
        awaitEqual();
        assertThat(house.postgresValue("SELECT count(*) > 100 FROM ledger.entries"))
                .isEqualTo("t");
    }

    @Test
    void aRowWithoutAValueInItsKeyIsADeadLetterAndJoinsWhenItHasOne() throws SQLException {
        awaitEqual();
        transaction("INSERT INTO entries (account, line, note) VALUES (NULL, 1, 'nobody')");
        await().atMost(House.PATIENCE)
                .untilAsserted(() -> assertThat(house.status(Kind.PIPELINE, "to-pg")
                                .path("details")
                                .path("deadLetters")
                                .asInt())
                        .isPositive());
        transaction("UPDATE entries SET account = 5000 WHERE note = 'nobody'");
        awaitEqual();
    }

    @Test
    void whatKeysCannotBeIsRefusedOrWaitsAndGoesOnOnceItIsMended() {
        awaitEqual();
        refused("keys:\n  ledger\\.entries: []\n", "keys.ledger\\.entries", "names no column");
        refused("tables: ledger\\.other\nkeys:\n  ledger\\.entries: [line]\n", "keys.ledger\\.entries", "tables");
        refused("mode: append\n" + KEYED, "keys", "append");
        refused("deletes: soft\n" + KEYED, "keys", "hard");
        house.pipeline("other-pg", "ledger", "pg", "schema: other\nkeys:\n  ledger\\.entries: [account, lien]\n");
        waits("other-pg", "has no column lien");
        house.pipeline("other-pg", "ledger", "pg", "schema: other\n" + KEYED);
        house.awaitState(Kind.PIPELINE, "other-pg", "STREAMING");
        house.pipeline("other-pg", "ledger", "pg", "schema: other\n");
        house.stack().mysql().execute("UPDATE ledger.entries SET note = 'appended?' LIMIT 1");
        waits("other-pg", "was written in mode upsert");
        house.pipeline("other-pg", "ledger", "pg", "schema: other\n" + KEYED);
        house.awaitState(Kind.PIPELINE, "other-pg", "STREAMING");
    }

    private static void refused(String more, String... words) {
        Refused refused = catchThrowableOfType(Refused.class, () -> house.pipeline("refused", "ledger", "pg", more));
        assertThat(refused).as("the pipeline must be refused").isNotNull();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.getMessage()).contains(words).contains("mend");
    }

    private static void waits(String pipeline, String cause) {
        house.awaitState(Kind.PIPELINE, pipeline, "FAILED");
        assertThat(house.status(Kind.PIPELINE, pipeline).path("cause").asText()).contains(cause);
        assertThat(house.status(Kind.PIPELINE, pipeline).path("mend").asText()).isNotBlank();
    }

    private static void awaitEqual() {
        for (Side destination : List.of(house.postgresSide(), house.duckdbSide("duck"))) {
            await().atMost(House.PATIENCE)
                    .pollInterval(Duration.ofMillis(300))
                    .ignoreExceptionsMatching(e -> e instanceof Side.Unreadable || e instanceof Refused)
                    .untilAsserted(() -> {
                        Verdict verdict = Comparison.compare(entries(), house.mysqlSide(), destination);
                        assertThat(verdict.equal()).as(verdict::line).isTrue();
                    });
        }
    }

    /** With the key that the pipelines name. */
    private static Shape entries() {
        Shape shape = house.shapes("ledger").getFirst();
        return new Shape(shape.schema(), shape.table(), shape.columns(), List.of("account", "line"));
    }
}
