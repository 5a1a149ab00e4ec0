package dev.freshet.sink.destination;

import dev.freshet.evolution.TableChange;

/** Told of each transaction of a change before it begins, on the session's thread. Must be quick and must not throw. */
@FunctionalInterface
public interface AlterProgress {
    /** Tells nobody. */
    AlterProgress SILENT = (change, step, steps) -> {};

    /** @param step from 1 */
    void begins(TableChange change, int step, int steps);
}
