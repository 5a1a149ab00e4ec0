package dev.freshet.sink.destination.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbFileTest {
    @TempDir
    Path directory;

    private DuckDbDestination at(Path file) {
        return new DuckDbDestination("warehouse", DuckDbDestinationIT.spec(file));
    }

    @Test
    void aMissingFileIsCreatedWithTheFirstSessionOnly() {
        Path file = directory.resolve("new.duckdb");
        try (DuckDbDestination destination = at(file)) {
            assertThat(destination.check()).isEmpty();
            assertThat(file).doesNotExist();
            destination.connect().close();
            assertThat(file).exists();
        }
    }

    @Test
    void aMissingDirectoryIsAMisconfiguration() {
        try (DuckDbDestination destination = at(directory.resolve("nowhere/new.duckdb"))) {
            assertThatThrownBy(destination::connect)
                    .isInstanceOf(DestinationException.Misconfigured.class)
                    .hasMessageContaining("nowhere");
            assertThat(destination.check()).extracting(Violation::field).containsExactly("path");
        }
    }

    @Test
    void aFileOfSomethingElseIsAMisconfiguration() throws IOException {
        Path file = Files.writeString(directory.resolve("text.duckdb"), "this is no database ".repeat(1000));
        try (DuckDbDestination destination = at(file)) {
            assertThatThrownBy(destination::connect).isInstanceOf(DestinationException.Misconfigured.class);
        }
        assertThat(file).hasSize(20_000);
    }

    @Test
    void anUnknownSettingIsAMisconfiguration() {
        DestinationSpec spec = new DestinationSpec(
                "duckdb",
                directory.resolve("x.duckdb").toString(),
                null,
                null,
                null,
                null,
                null,
                Map.of("no_such_setting", "1"));
        try (DuckDbDestination destination = new DuckDbDestination("warehouse", spec)) {
            assertThatThrownBy(destination::connect)
                    .isInstanceOf(DestinationException.Misconfigured.class)
                    .hasMessageContaining("no_such_setting");
        }
    }

    @Test
    void settingsOfTheUserWin() {
        DestinationSpec spec = new DestinationSpec(
                "duckdb",
                directory.resolve("x.duckdb").toString(),
                null,
                null,
                null,
                null,
                null,
                Map.of("threads", "1"));
        try (DuckDbDestination destination = new DuckDbDestination("warehouse", spec)) {
            assertThat(destination
                            .query(
                                    "SELECT current_setting('threads'), current_setting('TimeZone')",
                                    1,
                                    java.time.Duration.ofSeconds(5))
                            .rows())
                    .containsExactly(java.util.List.of(1L, "UTC"));
        }
    }

    @Test
    void twoDestinationsOfOneFileShareIt() {
        Path file = directory.resolve("shared.duckdb");
        try (DuckDbDestination one = at(file);
                DuckDbDestination other = at(file);
                DestinationSession first = one.connect();
                DestinationSession second = other.connect()) {
            first.nextOffsets("p", "t");
            assertThat(second.nextOffsets("p", "t")).isEmpty();
        }
    }

    @Test
    void aClosedDestinationGivesTheFileBack() throws IOException {
        Path file = directory.resolve("moved.duckdb");
        try (DuckDbDestination destination = at(file)) {
            destination.connect().close();
        }
        Files.move(file, directory.resolve("elsewhere.duckdb"));
        try (DuckDbDestination destination = at(file)) {
            destination.connect().close();
            assertThat(file).exists();
        }
    }
}
