package dev.freshet.sink.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.local.snowflake.SnowflakeServer;
import dev.freshet.local.snowflake.faults.Fault;
import dev.freshet.local.snowflake.faults.Faults;
import dev.freshet.local.snowflake.protocol.Accounts;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.Ledger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A sink was killed in the middle of a flush: its transaction is open and holds its locks. */
class SnowflakeTakeoverIT {
    private static final int ROWS = 10;
    private static final AtomicInteger TABLES = new AtomicInteger();
    private static Loopback loopback;

    @BeforeAll
    static void start(@TempDir Path stages) {
        loopback = new Loopback(stages);
        loopback.server.accounts().add(new Accounts.User("ANOTHER", SnowflakeServer.ROLE, true));
        loopback.server.accounts().token("ANOTHER", "another");
    }

    @AfterAll
    static void stop() {
        loopback.close();
    }

    private static Connection of(String user) {
        return (user.equals("ANOTHER")
                        ? new SnowflakeLogin(
                                "test",
                                loopback.spec(
                                        "upper", user, SnowflakeServer.ROLE, SnowflakeServer.WAREHOUSE, null, user),
                                text -> text.equals("ANOTHER") ? "another" : text)
                        : new SnowflakeLogin("test", loopback.spec("upper"), loopback::secret))
                .open();
    }

    private static List<String> open(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SnowflakeControlDialect.SHOW_TRANSACTIONS)) {
            while (rows.next()) {
                names.add(rows.getString("name"));
            }
        }
        return names;
    }

    /** The locks would be held for five minutes, and the sink waits as long at most: none of it passes here. */
    @Test
    void theNextSinkEndsItAndWritesAtOnce() throws SQLException {
        try (SnowflakeDestination destination = loopback.destination("upper");
                Connection killed = of(SnowflakeServer.USER);
                Statement statement = killed.createStatement()) {
            Ledger ledger = new Ledger(destination, 3, ROWS, "taken", Mode.UPSERT);
            int[] batches = {0};
            ledger.writeAll(() -> {
                if (++batches[0] == 1) {
                    hold(statement, ledger);
                    throw new DestinationException.Unavailable("the first sink was killed", "", null);
                }
            });
            assertThat(batches[0]).isEqualTo(3);
            assertThat(open(killed)).isEmpty();
            assertThat(loopback.server
                            .query("SELECT COUNT(*) FROM SHOP.TAKEN WHERE TEXT = 'of the dead'")
                            .rows())
                    .containsExactly(List.of("0"));
        }
    }

    private static void hold(Statement statement, Ledger ledger) {
        try {
            statement.execute(SnowflakeControlDialect.begin(ledger.pipeline(), ledger.topic(), "0badcafe"));
            statement.execute("UPDATE " + SnowflakeControlDialect.control(ledger.topic()) + " SET NOTE = 'held'");
            statement.execute("UPDATE SHOP.TAKEN SET TEXT = 'of the dead'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It was paused and not dead, and goes on where it was: none of it counts any more. */
    @TestFactory
    Stream<DynamicTest> aSinkThatWasThoughtDeadWritesNothing() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            List<String> steps = new ArrayList<>(
                    List.of("SELECT CURRENT_TRANSACTION", "MERGE INTO _FRESHET", "COPY INTO", "COMMIT"));
            if (mode == Mode.UPSERT) {
                steps.add("MERGE INTO \"SHOP\"");
            }
            steps.forEach(step -> tests.add(DynamicTest.dynamicTest(mode + ", " + step, () -> overtaken(mode, step))));
        }
        return tests.stream();
    }

    private static void overtaken(Mode mode, String step) {
        String table = "overtaken" + TABLES.incrementAndGet();
        try (SnowflakeDestination destination = loopback.destination("upper")) {
            Ledger next = new Ledger(destination, 3, ROWS, table, mode);
            Ledger paused = new Ledger(destination, 3, ROWS, table, mode);
            int met = loopback.server.faults().met();
            int[] batches = {0};
            paused.writeAll(() -> {
                if (++batches[0] == 1) {
                    loopback.server.faults().once(Faults.begins(step), new Fault.Meanwhile(() -> {
                        next.writeAll(() -> {});
                        next.delete(0);
                    }));
                }
            });
            assertThat(loopback.server.faults().met()).isEqualTo(met + 1);
            List<String> expected = new ArrayList<>(next.expected());
            if (mode == Mode.UPSERT) {
                expected.removeIf(row -> row.startsWith("0|"));
            } else {
                expected.add("0|deleted");
            }
            assertThat(loopback
                            .server
                            .query("SELECT ID::VARCHAR, TEXT FROM SHOP." + table.toUpperCase(Locale.ROOT))
                            .rows()
                            .stream()
                            .map(row -> row.get(0) + "|" + row.get(1)))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void whatIsAnotherTopicsOrAnotherUsersIsLeftAlone() throws SQLException {
        try (SnowflakeDestination destination = loopback.destination("upper");
                Connection same = of(SnowflakeServer.USER);
                Connection another = of("ANOTHER");
                Statement other = same.createStatement();
                Statement foreign = another.createStatement();
                var session = destination.connect()) {
            other.execute(SnowflakeControlDialect.begin("p", "another topic", "0badcafe"));
            foreign.execute(SnowflakeControlDialect.begin("p", "topic", "0badcafe"));
            session.nextOffsets("p", "topic");
            assertThat(open(same)).hasSize(1);
            assertThat(open(another)).hasSize(1);
            other.execute("COMMIT");
            foreign.execute("COMMIT");
        }
    }
}
