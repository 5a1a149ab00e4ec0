package dev.freshet.local.drift;

import dev.freshet.local.compare.Verdict;
import dev.freshet.local.display.Screen;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdict and what it rests on.
 *
 * @param departures of a source or pipeline from the state STREAMING
 */
record Report(Levelling.Outcome outcome, List<String> departures, long deadLetters, Stalls stalls, StatementLog log) {

    boolean good() {
        return outcome.level() && departures.isEmpty() && deadLetters == 0;
    }

    void tell(Screen screen) {
        screen.say("");
        outcome.verdicts().forEach(verdict -> screen.say(line(verdict)));
        screen.say("");
        screen.say("%-14s %6s %14s %18s".formatted("statements", "count", "longest stall", "unrelated tables"));
        for (Stalls.Line line : stalls.perKind()) {
            screen.say("%-14s %6d %14s %18s"
                    .formatted(line.kind().word(), line.count(), seconds(line.own()), seconds(line.others())));
        }
        screen.say("");
        problems().forEach(screen::say);
        screen.say(
                good()
                        ? "VERDICT: every destination followed %d statements; every table, column and row is equal."
                                .formatted(stalls.statements().size())
                        : "VERDICT: not every destination followed as it should; see above.");
    }

    private static String line(Verdict verdict) {
        return verdict.equal()
                ? verdict.line()
                : "%-14s DIFFERENT".formatted(verdict.shape().table());
    }

    private static String seconds(long millis) {
        return "%.2f s".formatted(millis / 1e3);
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Difference difference : outcome.differences()) {
            problems.add("DIFFERENT: %s %s".formatted(difference.table(), difference.what()));
            problems.add("  what ran on it:");
            log.of(difference.table()).forEach(ran -> problems.add(statement(ran)));
        }
        departures.forEach(departure -> problems.add("NOT STREAMING: " + departure));
        if (deadLetters > 0) {
            problems.add("DEAD LETTERS: %,d".formatted(deadLetters));
        }
        return problems;
    }

    private static String statement(Ran ran) {
        return "    %d %s: %s"
                .formatted(
                        ran.number(), ran.change().kind().word(), ran.change().sql());
    }
}
