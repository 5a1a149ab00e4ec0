package dev.freshet.source.body;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request's body is, by its content type. */
public enum BodyFormat {
    /** One object, or an array of them. */
    JSON,
    /** Objects one after another. */
    LINES,
    /** Any of the two: {@code navigator.sendBeacon} and {@code curl -d} do not say which. */
    UNTOLD,
    /** CloudEvents 1.0, structured. */
    CLOUD_EVENT,
    /** CloudEvents 1.0, an array of structured ones. */
    CLOUD_EVENTS;

    /** What is understood, for messages. */
    public static final String KNOWN =
            "application/json, application/x-ndjson, text/plain, application/cloudevents+json, application/cloudevents-batch+json";

    /** Empty when it is none that we read, or in other letters than UTF-8. */
    public static Optional<BodyFormat> of(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return Optional.of(UNTOLD);
        }
        String lower = contentType.toLowerCase(Locale.ROOT);
        int charset = lower.indexOf("charset=");
        if (charset >= 0) {
            String name = lower.substring(charset + "charset=".length()).replace("\"", "");
            if (!name.startsWith("utf-8") && !name.startsWith("us-ascii")) {
                return Optional.empty();
            }
        }
        int end = lower.indexOf(';');
        String type = (end < 0 ? lower : lower.substring(0, end)).strip();
        return switch (type) {
            case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines" ->
                Optional.of(LINES);
            case "application/cloudevents+json" -> Optional.of(CLOUD_EVENT);
            case "application/cloudevents-batch+json" -> Optional.of(CLOUD_EVENTS);
            case "text/plain", "application/x-www-form-urlencoded" -> Optional.of(UNTOLD);
            case "application/json" -> Optional.of(JSON);
            default -> type.endsWith("+json") ? Optional.of(JSON) : Optional.empty();
        };
    }
}
