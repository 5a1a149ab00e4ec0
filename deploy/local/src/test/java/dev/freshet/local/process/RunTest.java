package dev.freshet.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final int LEFTOVERS = 300;
    private static final int REAPERS = 4;

    @TempDir
    private Path state;

    @Test
    void severalThatStartAtOnceReapTheSameLeftovers() throws Exception {
        Path runs = Files.createDirectories(state.resolve("runs"));
        for (int number = 0; number < LEFTOVERS; number++) {
            leave(runs, number);
        }
        List<Future<List<Ledger.Entry>>> reaped = new ArrayList<>();
        try (ExecutorService reapers = Executors.newFixedThreadPool(REAPERS)) {
            Callable<List<Ledger.Entry>> reap = () -> Run.reapLeftovers(state);
            for (int reaper = 0; reaper < REAPERS; reaper++) {
                reaped.add(reapers.submit(reap));
            }
        }

        for (Future<List<Ledger.Entry>> ended : reaped) {
            assertThat(ended.get()).as("no process of these ran any more").isEmpty();
        }
        try (Stream<Path> left = Files.list(runs)) {
            assertThat(left).isEmpty();
        }
        try (Stream<Path> left = Files.list(state)) {
            assertThat(left).containsExactly(runs);
        }
    }

    /** What a JVM that was killed leaves: its ledger, the note of its data, and the data. No process has this pid. */
    private void leave(Path runs, int number) throws IOException {
        Path data = Files.createDirectories(state.resolve("data-" + number));
        Files.writeString(data.resolve(".freshet-run"), "");
        String owner = "4194305-1-" + number + ".processes";
        Files.writeString(runs.resolve(owner), "mysql\t4194305\t1\t0\t" + data.resolve("log") + "\n");
        Files.writeString(runs.resolve(owner + ".data"), data.toString());
    }
}
