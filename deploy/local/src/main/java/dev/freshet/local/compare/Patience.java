package dev.freshet.local.compare;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Looks at two sides again and again until they are level, or until nothing has moved for a while.
 *
 * @param stall how long the destination may stand still while it is not level, before that is the verdict
 */
public record Patience(Duration stall, Duration between) {
    public static final Patience USUAL = new Patience(Duration.ofSeconds(60), Duration.ofMillis(500));

    /** What one look found. */
    public interface Outcome {
        boolean level();

        /** Differs whenever the destination has moved. */
        String fingerprint();
    }

    /** Returns the last look. */
    public <O extends Outcome> O untilLevel(Supplier<O> look) throws InterruptedException {
        long moved = System.nanoTime();
        String before = "";
        while (true) {
            O outcome = look.get();
            if (!outcome.fingerprint().equals(before)) {
                before = outcome.fingerprint();
                moved = System.nanoTime();
            }
            if (outcome.level() || System.nanoTime() - moved > stall.toNanos()) {
                return outcome;
            }
            Thread.sleep(between);
        }
    }
}
