package dev.freshet.source.intake;

import dev.freshet.source.body.Event;
import dev.freshet.source.stream.StreamColumns;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One request's events.
 *
 * @param weight bytes that it is thought to take in memory
 * @param answer completed once
 */
record Submission(
        OpenStream stream,
        List<Event> events,
        int bytes,
        long weight,
        Instant received,
        long receivedNanos,
        CompletableFuture<Outcome> answer) {
    boolean fits(StreamColumns columns) {
        for (Event event : events) {
            if (!columns.fits(event)) {
                return false;
            }
        }
        return true;
    }
}
