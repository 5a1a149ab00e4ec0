package dev.freshet.local.drift;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How long the destination stood still because of statements. A statement's window goes from its start to some seconds
 * after its end. Pure.
 *
 * @param window milliseconds after the end of a statement
 */
record Stalls(Collection<Ran> statements, Collection<Sample> samples, long window) {
    /**
     * @param own the longest lag of the tables of such a statement, of commits until the end of its window, in milliseconds
     * @param others the longest lag in the window of tables that no statement concerned then
     */
    record Line(Kind kind, int count, long own, long others) {}

    /** One line per kind that was run. */
    List<Line> perKind() {
        List<Line> lines = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Ran> some = statements.stream()
                    .filter(ran -> ran.change().kind() == kind)
                    .toList();
            if (!some.isEmpty()) {
                long own = some.stream().mapToLong(this::own).max().orElse(0);
                long others = some.stream().mapToLong(this::others).max().orElse(0);
                lines.add(new Line(kind, some.size(), own, others));
            }
        }
        return lines;
    }

    long own(Ran ran) {
        return samples.stream()
                .filter(sample -> concerns(ran, sample))
                .mapToLong(Sample::lag)
                .max()
                .orElse(0);
    }

    private long others(Ran ran) {
        return samples.stream()
                .filter(sample -> within(ran, sample))
                .filter(sample -> statements.stream().noneMatch(any -> concerns(any, sample)))
                .mapToLong(Sample::lag)
                .max()
                .orElse(0);
    }

    /** A commit of the window concerns the statement for as long as it is not shown, however long that is. */
    private boolean concerns(Ran ran, Sample sample) {
        return sample.at() >= ran.start()
                && sample.at() - sample.lag() <= ran.end() + window
                && ran.change().tables().contains(sample.table());
    }

    private boolean within(Ran ran, Sample sample) {
        return sample.at() >= ran.start() && sample.at() <= ran.end() + window;
    }
}
