package dev.freshet.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How a process is started, each time it is.
 *
 * @param command asked for anew at each start
 * @param port the port it serves on, for people to read; 0 when there is none
 * @param environment added to the environment of this JVM
 * @param patience how long it may take until it is ready
 * @param grace how long it may take to end once it is asked to; then it is killed
 */
public record Launch(
        String name,
        Supplier<List<String>> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        int port,
        Readiness readiness,
        Duration patience,
        Duration grace) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(15);

    public Launch {
        environment = Map.copyOf(environment);
    }

    public static Launch of(String name, Path directory, Path log, List<String> command) {
        return of(name, directory, log, () -> command);
    }

    public static Launch of(String name, Path directory, Path log, Supplier<List<String>> command) {
        return new Launch(name, command, Map.of(), directory, log, 0, process -> true, PATIENCE, GRACE);
    }

    public Launch withEnvironment(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new Launch(name, command, all, directory, log, port, readiness, patience, grace);
    }

    public Launch servingOn(int port, Readiness readiness) {
        return new Launch(name, command, environment, directory, log, port, readiness, patience, grace);
    }

    public Launch withPatience(Duration patience) {
        return new Launch(name, command, environment, directory, log, port, readiness, patience, grace);
    }

    public Launch withGrace(Duration grace) {
        return new Launch(name, command, environment, directory, log, port, readiness, patience, grace);
    }
}
