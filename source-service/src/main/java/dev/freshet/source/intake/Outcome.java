package dev.freshet.source.intake;

import java.time.Duration;

/** What became of a request's events: all of them, or none. */
public sealed interface Outcome {
    /**
     * In Kafka, for good.
     *
     * @param accepted   events that were stored
     * @param duplicates events that were stored before and were not again
     */
    record Stored(int accepted, int duplicates) implements Outcome {}

    /** Something in the request is wrong; nothing was stored, and the same request will not do better. */
    record Refused(String place, String problem, String mend) implements Outcome {}

    /** An event is larger than the limit; nothing was stored. */
    record TooLarge(String place, String problem, String mend) implements Outcome {}

    /** More is coming in than Kafka takes; nothing was stored. */
    record Busy() implements Outcome {}

    /**
     * Not now.
     *
     * @param inDoubt whether it was stored is not known: the commit was not answered
     */
    record Unavailable(String problem, boolean inDoubt, Duration retryAfter) implements Outcome {}
}
