package dev.freshet.local.drift;

import dev.freshet.local.demo.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What a person chose for a drift run.
 *
 * @param destinations one or more, each with a pipeline of its own
 * @param length how long the workload takes at its rate; on a slow machine the same steps take longer
 * @param rate changed rows per second, over all tables
 * @param rows in each table to begin with
 * @param folder for data and logs
 */
public record DriftOptions(
        Set<Options.Destination> destinations,
        Duration length,
        int rate,
        int statements,
        int tables,
        int rows,
        Set<Kind> kinds,
        Path folder,
        long seed) {

    Script.Plan plan() {
        long changes = Math.max(1, length.toMillis() * rate / 1000);
        return new Script.Plan(tables, rows, statements, changes, kinds, seed);
    }
}
