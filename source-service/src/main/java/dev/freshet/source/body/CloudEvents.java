package dev.freshet.source.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 (JSON format and HTTP binding). Attributes become fields with {@value #PREFIX} before their name, the fields of
 * {@code data} become fields themselves; data that is no object stays in {@code data}, binary data as base64 in {@code data_base64}.
 */
final class CloudEvents {
    static final String PREFIX = "ce_";

    private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");
    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";
    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9a-fA-F]{2})+");

    private CloudEvents() {}

    /** The object that has just begun is a structured event. */
    static void structured(FieldReader reader, EventBuilder into) throws IOException {
        JsonParser parser = reader.parser();
        Required required = new Required(into.place());
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String at = Event.place(into.place(), name);
            JsonToken token = parser.nextToken();
            if (name.equals(DATA) && token == JsonToken.START_OBJECT) {
                reader.fields(into, at);
                continue;
            }
            Object value = reader.value();
            if (value == null) {
                continue;
            }
            if (name.equals(DATA) || name.equals(BASE64)) {
                into.add(name, value, at);
            } else {
                attribute(name, value, at, required, into);
            }
        }
        required.check();
    }

    /** The body is data, the attributes are headers. */
    static void binary(byte[] body, @Nullable String contentType, Map<String, String> attributes, EventBuilder into)
            throws IOException {
        Required required = new Required("");
        attributes.forEach((name, value) -> attribute(name, decoded(value), "ce-" + name, required, into));
        required.check();
        if (body.length == 0) {
            return;
        }
        Optional<BodyFormat> format = BodyFormat.of(contentType);
        if (contentType != null && format.equals(Optional.of(BodyFormat.JSON))) {
            json(new FieldReader(body), into);
        } else if (contentType != null && contentType.startsWith("text/")) {
            into.add(DATA, new String(body, StandardCharsets.UTF_8), DATA);
        } else {
            into.add(BASE64, Base64.getEncoder().encodeToString(body), BASE64);
        }
    }

    private static void json(FieldReader reader, EventBuilder into) throws IOException {
        if (reader.parser().nextToken() == JsonToken.START_OBJECT) {
            reader.fields(into, "");
        } else {
            Object value = reader.parser().currentToken() == null ? null : reader.value();
            if (value != null) {
                into.add(DATA, value, DATA);
            }
        }
        EventBody.end(reader.parser());
    }

    private static void attribute(String name, Object value, String at, Required required, EventBuilder into) {
        if (value instanceof Event.JsonText) {
            throw new MalformedEventException(
                    at, "is an object or an array, but attributes of a CloudEvent are plain", "Put it into data.");
        }
        required.seen(name, value, at);
        if (name.equals("time")) {
            Instant time = EventTime.of(value instanceof String ? value : "");
            if (time == null) {
                throw new MalformedEventException(
                        at, "is not a time", "Send an RFC 3339 time, e.g. 2026-01-31T12:00:00Z.");
            }
            into.add(PREFIX + name, time, at);
        } else {
            into.add(PREFIX + name, value, at);
        }
    }

    private static String decoded(String header) {
        return PERCENT.matcher(header).replaceAll(run -> {
            byte[] bytes = new byte[run.group().length() / 3];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Integer.parseInt(run.group().substring(3 * i + 1, 3 * i + 3), 16);
            }
            return java.util.regex.Matcher.quoteReplacement(new String(bytes, StandardCharsets.UTF_8));
        });
    }

    /** Which of the required attributes have come. */
    private static final class Required {
        private final String place;
        private int seen;

        Required(String place) {
            this.place = place;
        }

        void seen(String name, Object value, String at) {
            int index = REQUIRED.indexOf(name);
            if (index < 0) {
                return;
            }
            if (!(value instanceof String text) || text.isEmpty()) {
                throw new MalformedEventException(at, "is not a text", "CloudEvents wants a text that is not empty.");
            }
            if (index == 0 && !text.equals("1.0")) {
                throw new MalformedEventException(at, "is not 1.0", "Send CloudEvents of version 1.0.");
            }
            seen |= 1 << index;
        }

        void check() {
            for (int i = 0; i < REQUIRED.size(); i++) {
                if ((seen & 1 << i) == 0) {
                    throw new MalformedEventException(
                            Event.place(place, REQUIRED.get(i)),
                            "is missing",
                            "Every CloudEvent has it; for plain JSON use application/json.");
                }
            }
        }
    }
}
