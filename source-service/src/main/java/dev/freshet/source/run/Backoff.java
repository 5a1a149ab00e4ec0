package dev.freshet.source.run;

import dev.freshet.source.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * When to try again.
 *
 * @param jitter from 0 to 1; up to a quarter of the pause is added, so that many sources do not come back at once
 */
public record Backoff(Duration first, Duration longest, Duration failed, DoubleSupplier jitter) {
    public Instant next(Instant now, Failure failure, int failures) {
        Duration pause = failure.pause(failures, first, longest, failed);
        return now.plus(pause).plusMillis((long) (pause.toMillis() / 4.0 * jitter.getAsDouble()));
    }
}
