package dev.freshet.sink.destination.snowflake;

import dev.freshet.sink.destination.Cost;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Adds up when one pipeline keeps a warehouse awake. Safe for several threads. */
final class CostMeter {
    /** Snowflake bills so much each time that a warehouse resumes, and so long is the shortest sensible AUTO_SUSPEND. */
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private static final double X_SMALL = 1;

    private final LongSupplier nanoTime;
    private long flushes;
    private long bytes;
    private long resumes;
    private long awakeNanos;
    private boolean awake;
    private long since;
    private long until;

    CostMeter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A statement that needs the warehouse ran from then until now. */
    synchronized void used(long from) {
        long now = nanoTime.getAsLong();
        if (!awake || from > until) {
            settle();
            awake = true;
            resumes++;
            since = from;
        }
        until = now + MINUTE;
    }

    private void settle() {
        if (awake) {
            awakeNanos += until - since;
            awake = false;
        }
    }

    synchronized void flushed(long stagedBytes) {
        flushes++;
        bytes += stagedBytes;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    synchronized Cost cost() {
        long current = awake ? Math.max(MINUTE, Math.min(nanoTime.getAsLong(), until) - since) : 0;
        return new Cost(flushes, bytes, (awakeNanos + current) / 1e9, resumes, X_SMALL);
    }
}
