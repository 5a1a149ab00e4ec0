package dev.freshet.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        run();
        List<Path> older = files();
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));

        assertThat(run()).contains("org.postgresql.util.PGJDBCMain source: file:");

        assertThat(files()).hasSize(1).doesNotContainAnyElementsOf(older);
        assertThat(run()).contains("org.postgresql.util.PGJDBCMain source: shared objects file");
    }

    @Test
    void ofSeveralThatRunAtOnceOneWrites() throws Exception {
        ProcessBuilder one = starter();
        ProcessBuilder other = starter();

        assertThat(one.command()).anyMatch(word -> word.startsWith("-XX:AOTCacheOutput="));
        assertThat(other.command()).noneMatch(word -> word.startsWith("-XX:AOTCacheOutput="));
        assertThat(output(other)).contains("org.postgresql.util.PGJDBCMain source: file:");
        output(one);

        assertThat(run()).contains("org.postgresql.util.PGJDBCMain source: shared objects file");
        assertThat(files()).hasSize(1);
    }

    /** A JVM that is killed while it writes leaves a file without its head. */
    @Test
    void halfAFileIsNotUsedAndForgottenWithItsWriter() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        run();
        Path draft = files().getFirst();
        Path half = Path.of(draft.toString().replaceFirst("draft-\\d+", "draft-" + gone.pid()));
        Files.write(half, new byte[(int) Files.size(draft) / 2]);
        Files.delete(draft);

        assertThat(run()).contains("org.postgresql.util.PGJDBCMain source: file:");

        assertThat(half).doesNotExist();
        assertThat(run()).contains("org.postgresql.util.PGJDBCMain source: shared objects file");
    }

    /** Returns which of its classes came from where. */
    private String run() throws IOException, InterruptedException {
        return output(starter());
    }

    private ProcessBuilder starter() {
        Program program = new Program(List.of(jar), PGJDBCMain.class.getName());
        return new ProcessBuilder(Java.keeping(kept.resolve("program"), "64m", List.of("-Xlog:class+load"), program)
                        .get())
                .redirectErrorStream(true);
    }

    private static String output(ProcessBuilder starter) throws IOException, InterruptedException {
        Process process = starter.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(kept)) {
            return files.filter(file -> file.toString().contains(".aot")).toList();
        }
    }
}
