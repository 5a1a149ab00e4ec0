package dev.freshet.local.cli;

import dev.freshet.local.process.Ledger;
import dev.freshet.local.process.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code freshet down}: ends what {@code up} started, and leftovers of crashed commands; nothing else. */
@Command(name = "down", description = "Stop what up started. Data stays.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(60);

    @Mixin
    private State state = new State();

    @Override
    public Integer call() {
        List<Ledger.Entry> ended = new ArrayList<>(state.run().ledger().endAll(GRACE));
        ended.addAll(Run.reapLeftovers(state.folder()));
        ended.forEach(entry -> System.out.println("stopped " + entry.name() + " (pid " + entry.pid() + ")"));
        if (ended.isEmpty()) {
            System.out.println("Nothing was up.");
        }
        return 0;
    }
}
