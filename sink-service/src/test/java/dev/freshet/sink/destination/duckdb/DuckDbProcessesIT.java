package dev.freshet.sink.destination.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.Ledger;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file and several processes. */
class DuckDbProcessesIT {
    /** Writes a ledger, says a line per batch. */
    static final class Writer {
        public static void main(String[] args) {
            try (DuckDbDestination destination =
                    new DuckDbDestination("warehouse", DuckDbDestinationIT.spec(Path.of(args[0])))) {
                new Ledger(destination, 100_000, 50, "ledger").writeAll(() -> System.out.println("written"));
            }
        }
    }

    @Test
    void aFileOpenElsewhereNamesItsHolderAndIsWholeOnceThatWasKilled(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("w.duckdb");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = writer.inputReader();
                DuckDbDestination destination = new DuckDbDestination("warehouse", DuckDbDestinationIT.spec(file))) {
            for (int i = 0; i < 20; i++) {
                assertThat(lines.readLine()).isEqualTo("written");
            }
            assertThatThrownBy(destination::connect)
                    .isInstanceOf(DestinationException.Unavailable.class)
                    .hasMessageContaining(String.valueOf(writer.pid()));
            assertThat(destination.check()).hasSize(1);

            writer.destroyForcibly().onExit().join();
            List<?> row = destination
                    .query(
                            "SELECT count(*) = max(next_offset), count(*) >= 1000, count(DISTINCT _freshet_position) = count(*) "
                                    + "FROM shop.ledger, _freshet._freshet_offsets",
                            1,
                            Duration.ofSeconds(30))
                    .rows()
                    .get(0);
            assertThat(row).isEqualTo(List.of(true, true, true));
        } finally {
            writer.destroyForcibly();
        }
    }
}
