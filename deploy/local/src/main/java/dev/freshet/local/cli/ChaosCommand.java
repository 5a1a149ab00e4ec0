package dev.freshet.local.cli;

import dev.freshet.local.demo.Demo;
import dev.freshet.local.demo.Options;
import dev.freshet.local.display.Screen;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet chaos}. Keeps its data and logs, since a failure must be looked into. */
@Command(
        name = "chaos",
        description =
                "The demo while its servers are killed (kill -9) and restarted at random; then compare every row.",
        mixinStandardHelpOptions = true)
final class ChaosCommand implements Callable<Integer> {
    @Option(
            names = "--destination",
            defaultValue = "postgresql",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Options.Destination destination = Options.Destination.postgresql;

    @Option(names = "--for", defaultValue = "10m", description = "How long; default ${DEFAULT-VALUE}.")
    private Duration length = Duration.ofMinutes(10);

    @Option(names = "--rate", defaultValue = "500", description = "Changed rows per second; default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--rows", defaultValue = "20000", description = "Rows to begin with; default ${DEFAULT-VALUE}.")
    private int rows;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all that is random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws Exception {
        Options options = new Options(
                destination, rate, rows, Optional.of(length), Optional.of(State.fresh("chaos")), true, seed);
        return Stage.run(interrupted -> new Demo(options, Screen.standard(), interrupted));
    }
}
