package dev.freshet.local.workload;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long to pause so that a rate is kept. Falls behind for at most a second: what is older is forgiven. */
public final class Pace {
    private static final long SECOND = 1_000_000_000L;

    private final double nanosPerRow;
    private final LongSupplier nanoTime;
    private double due;

    public Pace(int rowsPerSecond, LongSupplier nanoTime) {
        this.nanosPerRow = (double) SECOND / Math.max(1, rowsPerSecond);
        this.nanoTime = nanoTime;
        forget();
    }

    /** Starts anew, owing nothing. */
    public void forget() {
        due = nanoTime.getAsLong();
    }

    public void done(int rows) {
        due = Math.max(due, nanoTime.getAsLong() - (double) SECOND) + rows * nanosPerRow;
    }

    public Duration pause() {
        return Duration.ofNanos(Math.max(0, (long) (due - nanoTime.getAsLong())));
    }
}
