package dev.freshet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FreshetTest {
    private final StringWriter output = new StringWriter();
    private final CommandLine line =
            Freshet.commandLine().setOut(new PrintWriter(output)).setErr(new PrintWriter(output));

    @Test
    void helpListsEveryCommand() {
        assertThat(line.execute("--help")).isZero();
        assertThat(output.toString())
                .contains(
                        "demo",
                        "up",
                        "apply",
                        "status",
                        "logs",
                        "plan-ddl",
                        "test-transform",
                        "down",
                        "chaos",
                        "drift",
                        "example",
                        "test");
    }

    @Test
    void aWrongLengthSaysHowToWriteIt() {
        assertThat(line.execute("demo", "--for", "soon")).isEqualTo(2);
        assertThat(output.toString()).contains("60s or 10m");
    }

    @Test
    void kindsOfStatementsAreNamedAsInTheReport() {
        assertThat(line.execute("drift", "--kinds", "add-not-null,truncate,wide"))
                .isEqualTo(2);
        assertThat(output.toString()).contains("'wide'").contains("rename-table");
    }

    @Test
    void lengthsAreReadAsPeopleTypeThem() {
        assertThat(Lengths.parse("1m30s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Lengths.parse("2h")).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void anUnreadableFileIsToldInWords() {
        assertThat(line.execute("apply", "-f", "/nowhere.yaml", "--state", "target/none"))
                .isEqualTo(1);
        assertThat(output.toString()).startsWith("freshet: ");
    }

    @Test
    void aPlanThatCannotBeMadeIsNotTakenForOneThatBlocks() {
        assertThat(line.execute("plan-ddl")).isEqualTo(2);
        assertThat(line.execute("plan-ddl", "ALTER TABLE shop.orders ADD a INT", "--state", "target/none"))
                .isEqualTo(2);
        assertThat(output.toString()).contains("- for standard input", "is not running here");
    }

    @Test
    void aDefectIsNotTakenForAPlanThatBlocks(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("up.processes"), "no list of processes");
        assertThat(line.execute("plan-ddl", "DROP TABLE shop.orders", "--state", folder.toString()))
                .isEqualTo(2);
        assertThat(output.toString()).contains("defect");
    }
}
