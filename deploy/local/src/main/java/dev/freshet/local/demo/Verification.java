package dev.freshet.local.demo;

import dev.freshet.local.compare.Comparison;
import dev.freshet.local.compare.Patience;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.compare.Side;
import dev.freshet.local.compare.Verdict;
import dev.freshet.local.display.Screen;
import dev.freshet.local.stack.Server;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** After the workload: waits until both sides are level, compares every row, says what it found. */
final class Verification {
    private final Side source;
    private final Warehouse warehouse;
    private final List<Shape> shapes;
    private final Screen screen;

    Verification(Side source, Warehouse warehouse, List<Shape> shapes, Screen screen) {
        this.source = source;
        this.warehouse = warehouse;
        this.shapes = shapes;
        this.screen = screen;
    }

    boolean untilLevel(List<Server> servers) throws InterruptedException {
        screen.say("Workload stopped. Waiting until both sides are level ...");
        long start = System.nanoTime();
        Outcome outcome = Patience.USUAL.untilLevel(this::compareAll);
        tell(outcome, (System.nanoTime() - start) / 1e9, servers);
        return outcome.level();
    }

    /** @param unreadable why a table could not be compared, or null */
    private record Outcome(List<Verdict> verdicts, @Nullable String unreadable) implements Patience.Outcome {
        @Override
        public boolean level() {
            return unreadable == null && verdicts.stream().allMatch(Verdict::equal);
        }

        @Override
        public String fingerprint() {
            return verdicts.stream().map(Verdict::destinationChecksum).toList() + String.valueOf(unreadable);
        }
    }

    private Outcome compareAll() {
        List<Verdict> verdicts = new ArrayList<>();
        try {
            for (Shape shape : shapes) {
                verdicts.add(Comparison.compare(shape, source, warehouse.side()));
            }
            return new Outcome(verdicts, null);
        } catch (RuntimeException unreadable) {
            return new Outcome(verdicts, String.valueOf(unreadable.getMessage()));
        }
    }

    private void tell(Outcome outcome, double seconds, List<Server> servers) {
        screen.say("");
        outcome.verdicts().forEach(verdict -> screen.say(verdict.line()));
        if (outcome.unreadable() != null) {
            screen.say("NOT COMPARED: " + outcome.unreadable());
        }
        screen.say("");
        for (Server server : servers) {
            if (server.process().alive()) {
                screen.say("%-16s %4d MB resident, %6.1f CPU seconds"
                        .formatted(
                                server.name(),
                                server.process().rssBytes() >> 20,
                                server.process().cpuSeconds()));
            }
        }
        screen.say("");
        screen.say(
                outcome.level()
                        ? "VERDICT: every row is equal (level and compared after %.1f s).".formatted(seconds)
                        : "VERDICT: the sides differ, and the destination has not moved for %d s."
                                .formatted(Patience.USUAL.stall().toSeconds()));
    }
}
