package dev.freshet.sink.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.local.snowflake.faults.Fault;
import dev.freshet.local.snowflake.faults.Faults;
import dev.freshet.sink.destination.Ledger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A fault at every statement of a flush, before and after it is done: each row is there once, at its last version. */
class SnowflakeExactlyOnceIT {
    private static final int BATCHES = 3;
    private static final int ROWS = 40;
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

    private static final List<Fault> THAT_LOSE_THE_SESSION =
            List.of(new Fault.SessionLostBefore(), new Fault.SessionLostAfter());

    private static final List<Fault> THAT_THE_DRIVER_MENDS =
            List.of(new Fault.Unavailable(), new Fault.ResetBefore(), new Fault.ResetAfter(), new Fault.TokenExpired());

    /** Statements of one flush, in order, as they begin. */
    private static List<String> steps(Mode mode) {
        List<String> steps =
                new ArrayList<>(List.of("put", "BEGIN", "MERGE INTO _FRESHET", "COPY INTO", "COMMIT", "REMOVE"));
        if (mode == Mode.UPSERT) {
            steps.add(1, "CREATE OR REPLACE TEMPORARY TABLE");
            steps.add("MERGE INTO \"SHOP\"");
        }
        return steps;
    }

    @TestFactory
    Stream<DynamicTest> everyRowIsThereOnce() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            for (String step : steps(mode)) {
                THAT_LOSE_THE_SESSION.forEach(fault -> tests.add(test(mode, step, fault)));
            }
            for (String step : List.of("put", "COPY INTO", "COMMIT")) {
                THAT_THE_DRIVER_MENDS.forEach(fault -> tests.add(test(mode, step, fault)));
            }
        }
        return tests.stream();
    }

    private static DynamicTest test(Mode mode, String step, Fault fault) {
        return DynamicTest.dynamicTest(mode + ", " + step + ", " + fault, () -> onceInEffect(mode, step, fault));
    }

    private static void onceInEffect(Mode mode, String step, Fault fault) {
        int met = loopback.server.faults().met();
        try (SnowflakeDestination destination = loopback.destination("upper")) {
            Ledger ledger = new Ledger(destination, BATCHES, ROWS, "ledger" + TABLES.incrementAndGet(), mode);
            AtomicInteger written = new AtomicInteger();
            ledger.writeAll(() -> {
                if (written.incrementAndGet() == 1) {
                    loopback.server.faults().once(Faults.begins(step), fault);
                }
            });
            assertThat(loopback.server.faults().met()).as("faults met").isEqualTo(met + 1);
            assertThat(rows(ledger)).isEqualTo(ledger.expected());
        }
    }

    private static List<String> rows(Ledger ledger) {
        return loopback
                .server
                .query("SELECT ID::VARCHAR, TEXT FROM \"SHOP\".\""
                        + ledger.table().table().toUpperCase(java.util.Locale.ROOT) + "\"")
                .rows()
                .stream()
                .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining("|")))
                .sorted()
                .toList();
    }
}
