package dev.freshet.source.body;

import dev.freshet.control.resource.EventStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of one event and looks at each. */
final class EventBuilder {
    /** Bytes of a name: PostgreSQL's limit is the least of all destinations. */
    static final int LONGEST_NAME = 63;

    private static final String OWN = "_freshet_";

    private final EventStream stream;
    private final Instant received;
    private final String place;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    EventBuilder(EventStream stream, Instant received, String place) {
        this.stream = stream;
        this.received = received;
        this.place = place;
    }

    /** @param at where the field stands: differs from its name inside a CloudEvent */
    void add(String name, Object value, String at) {
        check(name, at);
        Object kept = name.equals(stream.time()) ? time(value, at) : value;
        if (fields.putIfAbsent(name, kept) != null) {
            throw malformed(
                    at, "is there twice", "Send each field once; attributes of a CloudEvent take names with ce_.");
        }
    }

    private Instant time(Object value, String at) {
        Instant time = value instanceof Instant known ? known : EventTime.of(value);
        if (time == null) {
            throw malformed(
                    at,
                    "is not a time",
                    "Send an ISO date and time with a zone, e.g. 2026-01-31T12:00:00Z, or milliseconds since 1970.");
        }
        return time;
    }

    private void check(String name, String at) {
        if (name.isEmpty()) {
            throw malformed(at, "a field has no name", "Give each field a name.");
        }
        if (name.length() > LONGEST_NAME || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw malformed(
                    Event.place(place, name.substring(0, Math.min(20, name.length())) + "..."),
                    "the field's name is longer than " + LONGEST_NAME + " bytes",
                    "Shorten it: it becomes the name of a column.");
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i)) || Character.isSurrogate(name.charAt(i)) && !paired(name, i)) {
                throw malformed(place, "a field's name holds a control character", "Use letters, digits and signs.");
            }
        }
        if (name.regionMatches(true, 0, OWN, 0, OWN.length())) {
            throw malformed(at, "names that begin with " + OWN + " are Freshet's own", "Rename the field.");
        }
    }

    private static boolean paired(String name, int i) {
        return Character.isHighSurrogate(name.charAt(i))
                ? i + 1 < name.length() && Character.isLowSurrogate(name.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(name.charAt(i - 1));
    }

    Event build() {
        for (String key : stream.key()) {
            scalar(key, "the key of this stream");
        }
        if (fields.isEmpty()) {
            throw malformed(place, "the event has no field with a value", "Send at least one.");
        }
        if (stream.time() != null) {
            fields.putIfAbsent(stream.time(), received);
        }
        return new Event(place, fields, id());
    }

    private @Nullable EventId id() {
        if (stream.id().isEmpty()) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (String field : stream.id()) {
            parts.add(scalar(field, "the id of this stream").toString());
        }
        return EventId.of(parts);
    }

    private Object scalar(String field, String what) {
        Object value = fields.get(field);
        if (value == null) {
            throw malformed(
                    Event.place(place, field),
                    "is missing, and it is part of " + what,
                    "Send it with every event, or take it out of the source's definition.");
        }
        if (value instanceof Event.JsonText) {
            throw malformed(
                    Event.place(place, field),
                    "is an object or an array, and it is part of " + what,
                    "Send a text, a number or a boolean.");
        }
        return value instanceof Event.Digits digits ? digits.text() : value;
    }

    String place() {
        return place;
    }

    private static MalformedEventException malformed(String place, String problem, String mend) {
        return new MalformedEventException(place, problem, mend);
    }
}
