package dev.freshet.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PGJDBCMain;

class KeptClassesTest {
    @TempDir
    Path folder;

    private Path jar = Path.of("");
    private Path kept = Path.of("");

    @BeforeEach
    void aProgram() throws IOException, URISyntaxException {
        assumeTrue(Runtime.version().feature() >= 25, "older JVMs choose by themselves what fits their file");
        jar = folder.resolve("program.jar");
        kept = Files.createDirectory(folder.resolve("kept"));
        Files.copy(
                Path.of(PGJDBCMain.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()),
                jar);
    }

    @Test
    void whatEndedInOrderStartsFromWhatItKept() throws Exception {
        assertThat(run()).contains("org.postgresql.util.PGJDBCMain source: file:");

        assertThat(run()).contains("org.postgresql.util.PGJDBCMain source: shared objects file");
        assertThat(files()).hasSize(1);
    }

    @Test
    void aNewBuildKeepsItsOwnAndForgetsTheOlder() throws Exception {
        run();
        List<Path> older = files();
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));

        assertThat(run()).contains("org.postgresql.util.PGJDBCMain source: file:");

        assertThat(files()).hasSize(1).doesNotContainAnyElementsOf(older);
        assertThat(run()).contains("org.postgresql.util.PGJDBCMain source: shared objects file");
    }

    /** A JVM that is killed while it writes leaves a file without its head. */
    @Test
    void halfAFileIsWrittenAnew() throws Exception {
        run();
        Path whole = files().getFirst();
        byte[] half = new byte[(int) Files.size(whole) / 2];
        Path draft = Files.write(folder.resolve("half"), half);
        Files.move(draft, whole, StandardCopyOption.REPLACE_EXISTING);

        assertThat(run()).contains("org.postgresql.util.PGJDBCMain source: file:");

        assertThat(run()).contains("org.postgresql.util.PGJDBCMain source: shared objects file");
    }

    /** Returns which of its classes came from where. */
    private String run() throws IOException, InterruptedException {
        Program program = new Program(List.of(jar), PGJDBCMain.class.getName(), kept.resolve("program"));
        Process process = new ProcessBuilder(Java.keeping("64m", List.of("-Xlog:class+load"), program)
                        .get())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(kept)) {
            return files.toList();
        }
    }
}
