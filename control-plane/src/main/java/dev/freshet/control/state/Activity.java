package dev.freshet.control.state;

import dev.freshet.control.resource.ResourceId;
import java.time.Instant;
import java.util.Map;

/**
 * Something that happened, in {@code freshet.activity}: what alerts are made from.
 *
 * @param type    dotted word, e.g. {@code state.changed}, {@code schema.changed}, {@code snapshot.completed}, {@code dead-letter.written}
 * @param message one sentence for people: what, where, and the mend if there is one
 */
public record Activity(
        Instant at, ResourceId about, String type, Severity severity, String message, Map<String, Object> details) {
    public enum Severity {
        INFO,
        WARNING,
        ERROR
    }
}
