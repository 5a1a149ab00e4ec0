package dev.freshet.sink.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.sink.destination.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches of several files, uploaded while the next ones are written. */
class SnowflakeFilesIT {
    private static final int ROWS = 60_000;
    private static final long FILE_BYTES = 40_000;

    @ParameterizedTest
    @EnumSource
    void allRowsOfAllFilesAreThereAndNoFileIsLeft(Mode mode, @TempDir Path stages, @TempDir Path here)
            throws IOException {
        try (Loopback loopback = new Loopback(stages);
                SnowflakeDestination destination = new SnowflakeDestination(
                        "warehouse", loopback.spec("upper"), loopback::secret, new StagingFolder(here), FILE_BYTES)) {
            Ledger ledger = new Ledger(destination, 2, ROWS, "large", mode);
            ledger.writeAll(
                    () -> assertThat(left(here)).as("files on this machine").isEmpty());
            assertThat(loopback.server
                            .query("SELECT COUNT(*), COUNT(DISTINCT ID) FROM SHOP.LARGE")
                            .rows())
                    .containsExactly(List.of("" + ledger.keys(), "" + ledger.keys()));
            List<String> sent = loopback.server.statements();
            long puts = sent.stream()
                    .filter(sql ->
                            sql.strip().toLowerCase(java.util.Locale.ROOT).startsWith("put"))
                    .count();
            assertThat(puts).as("uploads of two batches").isGreaterThan(8);
            assertThat(sent.stream().filter(sql -> sql.startsWith("COPY INTO"))).hasSize(2);
            try (Stream<Path> staged = Files.walk(stages)) {
                assertThat(staged.filter(Files::isRegularFile)).isEmpty();
            }
        }
        try (Stream<Path> folders = Files.list(here)) {
            assertThat(folders).isEmpty();
        }
    }

    private static List<Path> left(Path here) {
        try (Stream<Path> all = Files.walk(here)) {
            return all.filter(file -> file.toString().endsWith(".csv.gz")).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
