package dev.freshet.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a process is started, each time it is.
 *
 * @param port the port it serves on, for people to read; 0 when there is none
 * @param environment added to the environment of this JVM
 * @param patience how long it may take until it is ready
 */
public record Launch(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        int port,
        Readiness readiness,
        Duration patience) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public static Launch of(String name, Path directory, Path log, List<String> command) {
        return new Launch(name, command, Map.of(), directory, log, 0, process -> true, Duration.ofSeconds(60));
    }

    public Launch withEnvironment(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new Launch(name, command, all, directory, log, port, readiness, patience);
    }

    public Launch servingOn(int port, Readiness readiness) {
        return new Launch(name, command, environment, directory, log, port, readiness, patience);
    }

    public Launch withPatience(Duration patience) {
        return new Launch(name, command, environment, directory, log, port, readiness, patience);
    }

    public Launch prefixedWith(List<String> prefix) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return new Launch(name, all, environment, directory, log, port, readiness, patience);
    }
}
