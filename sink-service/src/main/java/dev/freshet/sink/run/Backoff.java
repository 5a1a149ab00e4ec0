package dev.freshet.sink.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: 0.5 s, doubled with each failure in a row up to 30 s, each between half and all of
 * it so that pipelines do not knock in step. What needs a person is looked at every 30 s. Not thread-safe.
 */
final class Backoff {
    private static final long FIRST = Duration.ofMillis(500).toNanos();
    private static final long LONGEST = Duration.ofSeconds(30).toNanos();
    private static final int DOUBLINGS = 6;

    private final RandomGenerator random;
    private final Map<String, Integer> failures = new HashMap<>();

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Nanoseconds to wait after this failure of this part. */
    long failed(String part, Fault fault) {
        int earlier = failures.merge(part, 1, Integer::sum) - 1;
        if (fault.needsPerson()) {
            return LONGEST;
        }
        long full = Math.min(LONGEST, FIRST << Math.min(earlier, DOUBLINGS));
        return full / 2 + random.nextLong(full / 2 + 1);
    }

    void succeeded(String part) {
        failures.remove(part);
    }
}
