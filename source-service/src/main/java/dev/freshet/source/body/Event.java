package dev.freshet.source.body;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event.
 *
 * @param place  where it stood in its request, for messages: {@code [3]}, {@code line 4}; empty for the only one
 * @param fields in the order in which they came, without those that are null; each value is a Boolean, Integer, Long, Double, String,
 *     {@link Digits}, {@link JsonText} or {@link java.time.Instant}
 * @param id     what tells it from other events; null when nothing does
 */
public record Event(
        String place, Map<String, Object> fields, @Nullable EventId id) {
    /** A number that fits into no binary type, as it was written. */
    public record Digits(String text) {}

    /** An object or an array, as it was written. */
    public record JsonText(String text) {}

    /** The place of one of its fields: {@code [3].price}. */
    public String place(String field) {
        return place(place, field);
    }

    static String place(String event, String field) {
        if (event.isEmpty() || field.isEmpty()) {
            return event + field;
        }
        return event + (event.startsWith("[") ? "." : ": ") + field;
    }
}
