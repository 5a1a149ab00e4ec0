package dev.freshet.sink.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.local.snowflake.faults.Fault;
import dev.freshet.local.snowflake.faults.Faults;
import dev.freshet.sink.destination.Rebuilding;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A table is made anew, and the session is lost at each of the steps. */
class SnowflakeRebuildIT {
    private static final AtomicInteger TABLES = new AtomicInteger();
    private static Loopback loopback;

    @BeforeAll
    static void start(@TempDir Path stages) {
        loopback = new Loopback(stages);
    }

    @AfterAll
    static void stop() {
        loopback.close();
    }

    private static final List<String> BEGIN = List.of(
            "CREATE TABLE \"SHOP\"", "ALTER TABLE \"SHOP\"", "BEGIN", "MERGE INTO _FRESHET", "DELETE FROM", "COMMIT");
    private static final List<String> END =
            List.of("CREATE OR REPLACE TABLE \"SHOP\"", "ALTER TABLE \"SHOP\"", "DROP TABLE");

    @TestFactory
    Stream<DynamicTest> theNewTableTakesThePlaceOfTheOldOneWhole() {
        return Stream.of(new Fault.SessionLostBefore(), new Fault.SessionLostAfter())
                .flatMap(fault -> Stream.concat(
                        BEGIN.stream().map(step -> test("begin", step, fault)),
                        END.stream().map(step -> test("end", step, fault))));
    }

    private static DynamicTest test(String phase, String step, Fault fault) {
        return DynamicTest.dynamicTest(phase + ", " + step + ", " + fault, () -> rebuilt(phase, step, fault));
    }

    private static void rebuilt(String phase, String step, Fault fault) {
        String name = "rebuilt" + TABLES.incrementAndGet();
        try (SnowflakeDestination destination = loopback.destination("upper")) {
            Rebuilding table = new Rebuilding(destination, name);
            table.fill();
            int met = loopback.server.faults().met();
            if (phase.equals("begin")) {
                loopback.server.faults().once(Faults.begins(step), fault);
            }
            table.begin();
            table.fillBeside();
            assertThat(rows(name)).as("stays readable").hasSize(10);
            if (phase.equals("end")) {
                loopback.server.faults().once(Faults.begins(step), fault);
            }
            table.end();
            assertThat(loopback.server.faults().met()).as("faults met").isEqualTo(met + 1);
            assertThat(rows(name)).containsExactly("after", "after", "new", "new", "new");
        }
    }

    private static List<String> rows(String table) {
        return loopback.server.query("SELECT TEXT FROM SHOP." + table.toUpperCase(Locale.ROOT)).rows().stream()
                .map(row -> String.valueOf(row.getFirst()))
                .sorted()
                .collect(Collectors.toList());
    }
}
