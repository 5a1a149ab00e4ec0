package dev.freshet.local.cli;

import dev.freshet.local.demo.Options;
import dev.freshet.local.display.Screen;
import dev.freshet.local.drift.Drift;
import dev.freshet.local.drift.DriftOptions;
import dev.freshet.local.drift.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet drift}. Keeps its data and logs when it fails. */
@Command(
        name = "drift",
        description =
                "Change a database's definitions while it is written to; then compare every table, column and row.",
        mixinStandardHelpOptions = true)
final class DriftCommand implements Callable<Integer> {
    private static final String FOLDER = "drift";

    @Option(
            names = "--destination",
            split = ",",
            defaultValue = "duckdb",
            description = "One or several of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Set<Options.Destination> destinations = EnumSet.of(Options.Destination.duckdb);

    @Option(names = "--for", defaultValue = "5m", description = "How long; default ${DEFAULT-VALUE}.")
    private Duration length = Duration.ofMinutes(5);

    @Option(names = "--rate", defaultValue = "2000", description = "Changed rows per second; default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--statements",
            defaultValue = "60",
            description = "Statements that change definitions, spread over the time; default ${DEFAULT-VALUE}.")
    private int statements;

    @Option(names = "--tables", defaultValue = "10", description = "Tables to begin with; default ${DEFAULT-VALUE}.")
    private int tables;

    @Option(
            names = "--rows",
            defaultValue = "1000",
            description = "Rows in each table to begin with; default ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--kinds",
            split = ",",
            description = "Which kinds of statement, such as add,widen; default all: ${COMPLETION-CANDIDATES}.")
    private List<Kind> kinds = List.of();

    @Option(names = "--keep", description = "Keep data and logs, in .freshet/drift, also when all is well.")
    private boolean keep;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all that is random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws Exception {
        Set<Kind> chosen = kinds.isEmpty() ? EnumSet.allOf(Kind.class) : EnumSet.copyOf(kinds);
        Path folder = State.fresh(FOLDER);
        DriftOptions options =
                new DriftOptions(destinations, length, rate, statements, tables, rows, chosen, folder, seed);
        Screen screen = Screen.standard();
        int status = Stage.run(interrupted -> new Drift(options, screen, interrupted));
        if (status == 0 && !keep) {
            State.fresh(FOLDER);
        } else {
            screen.say("Data and logs are kept in " + folder + ", the statements in " + folder.resolve("drift.sql"));
        }
        return status;
    }
}
