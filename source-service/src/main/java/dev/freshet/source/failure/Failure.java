package dev.freshet.source.failure;

import java.time.Duration;

/**
 * Why a capture ended.
 *
 * @param cause what went wrong and where
 * @param mend  what a person can do about it
 */
public record Failure(Kind kind, String cause, String mend) {
    public enum Kind {
        /** Mends itself: try again soon. */
        RETRYABLE,
        /** A person must act: try again rarely. */
        FATAL,
        /** Another replica has taken this source over: stop at once, and do not try again. */
        FENCED
    }

    public static Failure retryable(String cause, String mend) {
        return new Failure(Kind.RETRYABLE, cause, mend);
    }

    public static Failure fatal(String cause, String mend) {
        return new Failure(Kind.FATAL, cause, mend);
    }

    public static Failure fenced(String cause) {
        return new Failure(
                Kind.FENCED, cause, "nothing to do: the replica that took the source over goes on from its offset");
    }

    /** How long to wait before try number {@code attempt} (from 1), without jitter. */
    public Duration pause(int attempt, Duration first, Duration longest, Duration failed) {
        return switch (kind) {
            case FATAL -> failed;
            case FENCED, RETRYABLE -> {
                Duration doubled = first.multipliedBy(1L << Math.min(attempt - 1, 20));
                yield doubled.compareTo(longest) < 0 ? doubled : longest;
            }
        };
    }
}
