package dev.freshet.local.cli;

import dev.freshet.local.demo.Demo;
import dev.freshet.local.demo.Options;
import dev.freshet.local.display.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet demo}. */
@Command(
        name = "demo",
        description =
                "Start everything on this machine, change a MySQL database, watch the destination follow, compare every row.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--destination",
            defaultValue = "duckdb",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Options.Destination destination = Options.Destination.duckdb;

    @Option(names = "--rate", defaultValue = "500", description = "Changed rows per second; default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--rows", defaultValue = "100000", description = "Rows to begin with; default ${DEFAULT-VALUE}.")
    private int rows;

    @Option(names = "--for", description = "How long, such as 60s; default until Ctrl-C.")
    private Optional<Duration> length = Optional.empty();

    @Option(names = "--keep", description = "Keep data and logs, in .freshet/demo.")
    private boolean keep;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all that is random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws Exception {
        Optional<Path> folder = keep ? Optional.of(State.fresh("demo")) : Optional.empty();
        Options options = new Options(destination, rate, rows, length, folder, false, seed);
        return Stage.run(interrupted -> new Demo(options, Screen.standard(), interrupted));
    }
}
