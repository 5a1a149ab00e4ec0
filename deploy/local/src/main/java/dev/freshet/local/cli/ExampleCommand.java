package dev.freshet.local.cli;

import dev.freshet.local.client.Refused;
import dev.freshet.local.display.Screen;
import dev.freshet.local.example.Personalisation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet example}: one subcommand for each folder of {@code examples}. */
@Command(
        name = "example",
        description = "Play an example of the folder examples on this machine, measure it and check its result.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "NAME",
        subcommands = ExampleCommand.PersonalisationExample.class)
final class ExampleCommand {
    @Command(
            name = "personalisation",
            description = "Clicks joined with a shop's tables on Flink; how long a click takes to be visible.",
            mixinStandardHelpOptions = true)
    static final class PersonalisationExample implements Callable<Integer> {
        private static final String FOLDER = "example-personalisation";

        @Option(names = "--for", defaultValue = "60s", description = "How long; default ${DEFAULT-VALUE}.")
        private Duration length = Duration.ofSeconds(60);

        @Option(names = "--rate", defaultValue = "50", description = "Clicks per second; default ${DEFAULT-VALUE}.")
        private int rate;

        @Option(
                names = "--seed",
                defaultValue = "1",
                description = "Seed of all that is random; default ${DEFAULT-VALUE}.")
        private long seed;

        @Option(names = "--keep", description = "Keep data and logs, in .freshet/" + FOLDER + ".")
        private boolean keep;

        @Override
        public Integer call() throws Exception {
            if (length.compareTo(Personalisation.Options.LONGEST) > 0) {
                throw new Refused("--for is longer than " + Personalisation.Options.LONGEST.toMinutes()
                        + "m: the check counts on no view getting older than the half hour of the SQL. Choose less.");
            }
            Optional<Path> folder = keep ? Optional.of(State.fresh(FOLDER)) : Optional.empty();
            Personalisation.Options options = new Personalisation.Options(rate, length, folder, seed);
            return Stage.run(interrupted -> new Personalisation(options, Screen.standard(), interrupted));
        }
    }
}
