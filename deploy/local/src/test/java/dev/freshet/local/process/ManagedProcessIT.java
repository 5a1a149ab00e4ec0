package dev.freshet.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessIT {
    @TempDir
    Path folder;

    private Run run = Run.keeping(Path.of("target"), Path.of("target"));

    @BeforeEach
    void ownRun() {
        run = Run.keeping(folder, folder.resolve("data"));
    }

    @Test
    void readyStoppedAndStartedAgain() {
        try (ManagedProcess process = shell("echo serving; exec sleep 600", Readiness.logged("serving"))) {
            process.start();
            long first = process.pid();
            assertThat(process.rssBytes()).isPositive();
            assertThat(run.ledger().entries()).hasSize(1);

            process.killAndRestart();

            assertThat(process.pid()).isNotEqualTo(first);
            process.stop();
            assertThat(process.alive()).isFalse();
            assertThat(run.ledger().entries()).isEmpty();
        }
    }

    @Test
    void aProcessThatIgnoresTheRequestToStopIsKilled() {
        ManagedProcess process =
                shell("trap '' TERM; echo serving; while true; do sleep 0.1; done", Readiness.logged("serving"));
        process.start();

        process.kill();

        assertThat(process.alive()).isFalse();
    }

    @Test
    void aFailedStartQuotesTheLog() {
        ManagedProcess process = shell("echo the disk is full; exit 3", Readiness.logged("serving"));

        assertThatThrownBy(process::start)
                .isInstanceOf(ProcessFailed.class)
                .hasMessageContaining("status 3")
                .hasMessageContaining("the disk is full");
    }

    @Test
    void aStartThatTakesTooLongIsEnded() {
        ManagedProcess process = new ManagedProcess(
                launch("echo thinking; exec sleep 600", Readiness.logged("serving"))
                        .withPatience(Duration.ofMillis(300)),
                run);

        assertThatThrownBy(process::start).hasMessageContaining("not ready").hasMessageContaining("thinking");
        assertThat(process.alive()).isFalse();
    }

    @Test
    void aSuspendedProcessUsesNoTimeUntilItIsResumed() throws IOException {
        try (ManagedProcess process = shell("echo serving; while true; do :; done", Readiness.logged("serving"))) {
            process.start();
            process.suspend();
            await(() -> stateOf(process.pid()).equals("T"));

            process.resume();

            await(() -> stateOf(process.pid()).equals("R"));
        }
    }

    @Test
    void childrenDieWithAJvmThatIsKilled() throws Exception {
        Process owner = owner();
        long child = pidFrom(owner);
        assertThat(ProcFs.startTicks(child)).isPresent();

        owner.destroyForcibly().waitFor();

        await(() -> ProcFs.startTicks(child).isEmpty());
    }

    @Test
    void leftoversOfADeadOwnerAreReapedAndNothingElse() throws Exception {
        Process leftover = new ProcessBuilder("sleep", "600").start();
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Ledger.in(Files.createDirectories(folder.resolve("runs")).resolve(dead.pid() + "-1-a.processes"))
                .add(new Ledger.Entry(
                        "leftover",
                        leftover.pid(),
                        ProcFs.startTicks(leftover.pid()).orElseThrow(),
                        0,
                        Path.of("x")));
        try (ManagedProcess ours = shell("echo serving; exec sleep 600", Readiness.logged("serving"))) {
            ours.start();

            assertThat(Run.reapLeftovers(folder)).extracting(Ledger.Entry::name).containsExactly("leftover");

            leftover.waitFor();
            assertThat(ours.alive()).isTrue();
        } finally {
            leftover.destroyForcibly();
        }
    }

    private Process owner() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Orphans.class.getName(),
                        folder.resolve("other").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static long pidFrom(Process owner) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
            return Long.parseLong(reader.readLine());
        }
    }

    private static String stateOf(long pid) {
        try {
            return ProcFs.fieldsOf(Files.readString(Path.of("/proc/" + pid + "/stat")))
                    .getFirst();
        } catch (IOException e) {
            return "gone";
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Pause.briefly();
        }
    }

    private Launch launch(String script, Readiness readiness) {
        return Launch.of("script", folder, run.logs().resolve("script.log"), List.of("bash", "-c", script))
                .servingOn(0, readiness);
    }

    private ManagedProcess shell(String script, Readiness readiness) {
        return new ManagedProcess(launch(script, readiness), run);
    }
}
