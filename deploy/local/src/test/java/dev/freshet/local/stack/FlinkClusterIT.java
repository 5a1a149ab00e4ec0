package dev.freshet.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.local.client.FlinkSession;
import dev.freshet.local.client.ServiceClient;
import dev.freshet.local.process.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A real Flink: SQL runs on it, and each of its processes comes back after a kill -9. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlinkClusterIT {
    private static final String WORDS = """
            SELECT word, COUNT(*) AS seen FROM (VALUES ('tea'), ('milk'), ('tea')) AS t(word)
            GROUP BY word ORDER BY word""";

    private final Stack stack =
            Stack.plan().flink().progress(System.out::println).start();

    @AfterAll
    void nothingSurvives() {
        List<Long> pids = processes().map(ManagedProcess::pid).toList();
        stack.close();
        assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(stack.run().data()).doesNotExist();
    }

    @Test
    void sqlRunsAfterEachProcessWasKilled() throws IOException {
        FlinkCluster flink = stack.flink();
        counted();

        long before = flink.taskManager().pid();
        flink.taskManager().killAndRestart();
        assertThat(flink.taskManager().pid()).isNotEqualTo(before);
        counted();

        flink.gatewayProcess().killAndRestart();
        counted();

        flink.jobManager().killAndRestart();
        counted();
        assertThat(new ServiceClient(flink.rest())
                        .get("/overview")
                        .path("slots-total")
                        .asInt())
                .as("the TaskManager has found the new JobManager")
                .isEqualTo(4);

        processes()
                .forEach(process -> System.out.printf(
                        "%-16s %4d MB %5.1f CPU-s%n", process.name(), process.rssBytes() >> 20, process.cpuSeconds()));
        assertThat(processes().mapToLong(ManagedProcess::rssBytes).sum()).isLessThan(900L << 20);
        assertThat(processes().flatMap(process -> listening(process.pid())))
                .as("addresses listened on, in hexadecimal")
                .isNotEmpty()
                .allMatch(address -> address.startsWith("0100007F:") || address.startsWith(MAPPED_LOOPBACK));
    }

    private void counted() {
        try (FlinkSession session =
                FlinkSession.open(stack.flink().gateway(), Map.of("execution.runtime-mode", "batch"))) {
            FlinkSession.Answer answer = session.run(WORDS);
            assertThat(answer.columns()).containsExactly("word", "seen");
            assertThat(answer.rows().stream().map(JsonNode::toString)).containsExactly("[\"milk\",1]", "[\"tea\",2]");
        }
    }

    private Stream<ManagedProcess> processes() {
        FlinkCluster flink = stack.flink();
        return Stream.of(flink.jobManager(), flink.taskManager(), flink.gatewayProcess());
    }

    private static final String MAPPED_LOOPBACK = "0000000000000000FFFF00000100007F:";

    /** Local addresses of the process's listening TCP sockets. */
    private static Stream<String> listening(long pid) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            List<String> sockets = descriptors.map(FlinkClusterIT::target).toList();
            return Stream.of("tcp", "tcp6")
                    .flatMap(family -> lines(Path.of("/proc", Long.toString(pid), "net", family)))
                    .map(line -> line.strip().split("\\s+"))
                    .filter(cells -> cells[3].equals("0A") && sockets.contains("socket:[" + cells[9] + "]"))
                    .map(cells -> cells[1])
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
