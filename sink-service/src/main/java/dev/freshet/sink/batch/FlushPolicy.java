package dev.freshet.sink.batch;

import dev.freshet.control.resource.Flush;

/**
 * When what is collected of a table is written: as soon as there are enough rows or bytes, or the first of them has waited long
 * enough; never when there is nothing.
 */
public record FlushPolicy(long intervalNanos, int rows, long bytes) {
    /** Nothing to wait for. */
    public static final long NEVER = Long.MAX_VALUE;

    public static FlushPolicy of(Flush flush) {
        return new FlushPolicy(flush.interval().toNanos(), flush.rows(), flush.bytes());
    }

    /** Nanoseconds until the buffer is to be written: 0 when now, {@link #NEVER} when it is empty. */
    public long dueIn(TopicBuffer buffer, long nowNanos) {
        if (buffer.isEmpty()) {
            return NEVER;
        }
        if (buffer.size() >= rows || buffer.weight() >= bytes) {
            return 0;
        }
        return Math.max(0, buffer.oldestNanos() + intervalNanos - nowNanos);
    }
}
