package dev.freshet.sink.batch;

import dev.freshet.control.resource.Cron;
import dev.freshet.control.resource.Flush;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * When what is collected of a table is written: as soon as there are enough rows or bytes, or the first of them has waited long
 * enough; never when there is nothing.
 */
public record FlushPolicy(Pace pace, int rows, long bytes) {
    /** Nothing to wait for. */
    public static final long NEVER = Long.MAX_VALUE;

    /** How long the first row waits. */
    @FunctionalInterface
    public interface Pace {
        /** Nanoseconds until it is due, after it has waited so long; none when it is due. */
        long left(long waitedNanos);
    }

    public FlushPolicy(long intervalNanos, int rows, long bytes) {
        this(every(intervalNanos), rows, bytes);
    }

    /** @param clock for policies that name moments */
    public static FlushPolicy of(Flush flush, InstantSource clock) {
        return new FlushPolicy(pace(flush, clock), flush.rows(), flush.bytes());
    }

    private static Pace every(long intervalNanos) {
        return waited -> intervalNanos - waited;
    }

    private static Pace pace(Flush flush, InstantSource clock) {
        if (flush.cron() == null) {
            return every(flush.interval().toNanos());
        }
        Cron cron = Cron.of(flush.cron()).orElseThrow();
        return waited -> {
            Instant now = clock.instant();
            return Duration.between(now, cron.next(now.minusNanos(waited))).toNanos();
        };
    }

    /** Nanoseconds until the buffer is to be written: 0 when now, {@link #NEVER} when it is empty. */
    public long dueIn(TopicBuffer buffer, long nowNanos) {
        if (buffer.isEmpty()) {
            return NEVER;
        }
        if (buffer.size() >= rows || buffer.weight() >= bytes) {
            return 0;
        }
        return Math.max(0, pace.left(nowNanos - buffer.oldestNanos()));
    }
}
