package dev.freshet.local.cli;

import dev.freshet.local.client.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freshet logs}, by the tail of the system. */
@Command(
        name = "logs",
        description = "Show the end of the logs, of all or of one service.",
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Such as source-service or kafka; default all.")
    private @Nullable String service;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "40",
            description = "How many lines; default ${DEFAULT-VALUE}.")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until Ctrl-C.")
    private boolean follow;

    @Mixin
    private State state = new State();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        logs().forEach(log -> command.add(log.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private List<Path> logs() throws IOException {
        Path folder = state.run().logs();
        if (!Files.isDirectory(folder)) {
            throw new Refused("There are no logs in " + folder + ": nothing was ever up here");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            List<Path> chosen = all.stream()
                    .filter(file -> service == null || file.endsWith(service + ".log"))
                    .toList();
            if (chosen.isEmpty()) {
                throw new Refused("There is no log of " + service + "; there are "
                        + String.join(
                                ", ", all.stream().map(LogsCommand::nameOf).toList()));
            }
            return chosen;
        }
    }

    private static String nameOf(Path log) {
        return log.getFileName().toString().replace(".log", "");
    }
}
