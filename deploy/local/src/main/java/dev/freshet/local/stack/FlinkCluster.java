package dev.freshet.local.stack;

import dev.freshet.local.parts.Part;
import dev.freshet.local.parts.PartStore;
import dev.freshet.local.process.Launch;
import dev.freshet.local.process.Ledger;
import dev.freshet.local.process.ManagedProcess;
import dev.freshet.local.process.Readiness;
import dev.freshet.local.process.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A Flink session cluster with one TaskManager of four slots, and its SQL gateway.
 *
 * <p>Each of the three processes can be killed and started again; all come back on their ports. Jobs outlive the TaskManager and the
 * gateway. A killed JobManager forgets its jobs, since there is no high availability here; their checkpoints stay in {@link
 * #checkpoints}, and whoever submitted the jobs submits them again from there.
 */
public record FlinkCluster(
        FlinkAddresses addresses,
        ManagedProcess jobManager,
        ManagedProcess taskManager,
        ManagedProcess gatewayProcess) {
    private static final String JOB_MANAGER = "flink-jobmanager";
    private static final String TASK_MANAGER = "flink-taskmanager";
    private static final String GATEWAY = "flink-gateway";
    /** Of its processes, in the order in which they depend on each other. */
    static final List<String> NAMES = List.of(JOB_MANAGER, TASK_MANAGER, GATEWAY);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** What Flink's own scripts open to it and to its serializers. */
    private static final List<String> OPENINGS = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED");

    /** One of the processes, for who stops or reports all servers alike. */
    private record Member(ManagedProcess process) implements Server {}

    /** Fetches Flink when it is not there yet, and writes the configuration. Nothing is started. */
    public static FlinkCluster prepare(PartStore parts, Run run) {
        FlinkAddresses addresses = FlinkAddresses.in(run);
        FlinkConfig.write(addresses);
        return new FlinkCluster(
                addresses,
                new ManagedProcess(jobManager(parts, addresses, run), run),
                new ManagedProcess(taskManager(parts, addresses, run), run),
                new ManagedProcess(gateway(parts, addresses, run), run));
    }

    private static Launch jobManager(PartStore parts, FlinkAddresses addresses, Run run) {
        List<String> options = List.of("-XX:TieredStopAtLevel=1", "-XX:MaxMetaspaceSize=128m");
        return launch(
                        JOB_MANAGER,
                        parts,
                        addresses,
                        run,
                        "160m",
                        options,
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint")
                .servingOn(addresses.restPort(), Readiness.http(addresses.rest() + "/overview"));
    }

    private static Launch taskManager(PartStore parts, FlinkAddresses addresses, Run run) {
        List<String> options = List.of(
                "-Xmn64m",
                "-XX:MaxDirectMemorySize=" + FlinkConfig.DIRECT_MIB + "m",
                "-XX:MaxMetaspaceSize=" + FlinkConfig.METASPACE_MIB + "m");
        return launch(
                        TASK_MANAGER,
                        parts,
                        addresses,
                        run,
                        FlinkConfig.HEAP_MIB + "m",
                        options,
                        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner")
                .servingOn(0, Readiness.logged("Successful registration at resource manager"));
    }

    private static Launch gateway(PartStore parts, FlinkAddresses addresses, Run run) {
        List<String> options = List.of("-XX:TieredStopAtLevel=1", "-XX:MaxMetaspaceSize=192m");
        return launch(GATEWAY, parts, addresses, run, "192m", options, "org.apache.flink.table.gateway.SqlGateway")
                .servingOn(addresses.gatewayPort(), Readiness.http(addresses.gateway() + "/info"));
    }

    private static Launch launch(
            String name,
            PartStore parts,
            FlinkAddresses addresses,
            Run run,
            String heap,
            List<String> options,
            String main) {
        Path config = addresses.home().resolve("conf");
        Path scratch = addresses.home().resolve("scratch").resolve(name);
        if (!running(run, name)) {
            empty(scratch);
        }
        List<String> all = new ArrayList<>(options);
        all.addAll(OPENINGS);
        all.addAll(List.of(
                "-Xss512k",
                "-Djava.io.tmpdir=" + scratch,
                "-Dlog4j2.configurationFile="
                        + config.resolve("log4j2.properties").toUri()));
        // keeps no classes: most of Flink's come through loaders of its own, so it gained 2 of 17 CPU seconds each
        Program program = Program.ofFolder(parts.home(Part.FLINK).resolve("lib"), main);
        String[] arguments = name.equals(GATEWAY) ? new String[0] : new String[] {"--configDir", config.toString()};
        return Launch.of(
                        name,
                        addresses.home(),
                        run.logs().resolve(name + ".log"),
                        Java.command(heap, all, program, arguments))
                .withEnvironment(Map.of("FLINK_CONF_DIR", config.toString(), "MALLOC_ARENA_MAX", "2"))
                .withPatience(PATIENCE);
    }

    /** Flink unpacks its planner and its RPC there at every start, and leaves them there when it is killed. */
    private static void empty(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                try (var old = Files.walk(folder)) {
                    for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean running(Run run, String name) {
        return run.ledger().find(name).filter(Ledger.Entry::running).isPresent();
    }

    /** All three, in the order of {@link #NAMES}. They may be started at once: each waits for the others. */
    public List<Server> servers() {
        return List.of(new Member(jobManager), new Member(taskManager), new Member(gatewayProcess));
    }

    /** Starts, all at once, those that the run's ledger does not know to run. Returns the names of what it started. */
    public List<String> startMissing(Run run) {
        List<Server> missing = servers().stream()
                .filter(server -> !running(run, server.name()))
                .toList();
        CompletableFuture.allOf(missing.stream()
                        .map(server -> CompletableFuture.runAsync(
                                server::start, task -> Thread.ofVirtual().start(task)))
                        .toArray(CompletableFuture[]::new))
                .join();
        return missing.stream().map(Server::name).toList();
    }

    /** The SQL gateway's REST API, without a version: {@code /v3/sessions} follows. */
    public URI gateway() {
        return addresses.gateway();
    }

    /** The JobManager's REST API: {@code /jobs/overview} follows. */
    public URI rest() {
        return addresses.rest();
    }

    /** See {@link FlinkAddresses#checkpoints}. */
    public URI checkpoints() {
        return addresses.checkpoints();
    }
}
