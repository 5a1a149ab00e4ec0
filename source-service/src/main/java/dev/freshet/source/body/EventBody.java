package dev.freshet.source.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.freshet.control.resource.EventStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies for one stream.
 *
 * @param most     events of one body
 * @param received what stands in the place of a time that was not sent
 */
public record EventBody(EventStream stream, int most, Instant received) {
    /**
     * All events of the body, in order; none for an empty array.
     *
     * @throws MalformedEventException when any of it does not fit
     */
    public List<Event> read(byte[] body, BodyFormat format) {
        List<Event> events = new ArrayList<>();
        try {
            FieldReader reader = new FieldReader(body);
            JsonParser parser = reader.parser();
            try {
                read(reader, format, events);
            } catch (JsonProcessingException e) {
                throw malformed(e, isArray(body) ? "[" + events.size() + "], " : "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    /**
     * The one event of CloudEvents' binary mode.
     *
     * @param attributes by name, without {@code ce-}
     * @throws MalformedEventException when any of it does not fit
     */
    public Event readBinary(byte[] body, @Nullable String contentType, Map<String, String> attributes) {
        EventBuilder builder = new EventBuilder(stream, received, "");
        try {
            CloudEvents.binary(body, contentType, attributes, builder);
        } catch (JsonProcessingException e) {
            throw malformed(e, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return builder.build();
    }

    private void read(FieldReader reader, BodyFormat format, List<Event> events) throws IOException {
        JsonToken first = reader.parser().nextToken();
        if (first == null) {
            throw new MalformedEventException("", "the body is empty", "Send a JSON object, an array, or JSON lines.");
        }
        boolean cloud = format == BodyFormat.CLOUD_EVENT || format == BodyFormat.CLOUD_EVENTS;
        if (first == JsonToken.START_ARRAY && format != BodyFormat.LINES && format != BodyFormat.CLOUD_EVENT) {
            array(reader, cloud, events);
            end(reader.parser());
        } else if (format == BodyFormat.CLOUD_EVENTS) {
            throw new MalformedEventException("", "a batch of CloudEvents is an array", "Send [{...}, {...}].");
        } else if (format == BodyFormat.LINES) {
            lines(reader, events);
        } else {
            one(reader, cloud, format == BodyFormat.UNTOLD, events);
        }
    }

    private static boolean isArray(byte[] body) {
        int at = 0;
        while (at < body.length && body[at] <= ' ' && body[at] > 0) {
            at++;
        }
        return at < body.length && body[at] == '[';
    }

    private void array(FieldReader reader, boolean cloud, List<Event> events) throws IOException {
        while (reader.parser().nextToken() != JsonToken.END_ARRAY) {
            add(reader, cloud, "[" + events.size() + "]", events);
        }
    }

    private void lines(FieldReader reader, List<Event> events) throws IOException {
        do {
            add(reader, false, "line " + reader.parser().currentTokenLocation().getLineNr(), events);
        } while (reader.parser().nextToken() != null);
    }

    private void one(FieldReader reader, boolean cloud, boolean maybeMore, List<Event> events) throws IOException {
        JsonParser parser = reader.parser();
        int line = parser.currentTokenLocation().getLineNr();
        add(reader, cloud, "", events);
        if (!maybeMore) {
            end(parser);
        } else if (parser.nextToken() != null) {
            Event only = events.removeFirst();
            events.add(new Event("line " + line, only.fields(), only.id()));
            lines(reader, events);
        }
    }

    private void add(FieldReader reader, boolean cloud, String place, List<Event> events) throws IOException {
        if (events.size() == most) {
            throw new MalformedEventException(
                    place, "there are more than " + most + " events in one request", "Send them in several requests.");
        }
        if (reader.parser().currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedEventException(place, "is not a JSON object", "Each event is an object: {...}.");
        }
        EventBuilder builder = new EventBuilder(stream, received, place);
        if (cloud) {
            CloudEvents.structured(reader, builder);
        } else {
            reader.fields(builder, place);
        }
        events.add(builder.build());
    }

    static void end(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new MalformedEventException(
                    "line " + parser.currentTokenLocation().getLineNr(),
                    "there is more behind the end of the JSON",
                    "Send one object or one array, or JSON lines as application/x-ndjson.");
        }
    }

    private static MalformedEventException malformed(JsonProcessingException e, String where) {
        String problem = e.getOriginalMessage();
        int end = problem.indexOf('\n');
        String place = e.getLocation() == null
                ? where
                : where + "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return new MalformedEventException(
                place, end < 0 ? problem : problem.substring(0, end), "Send well-formed JSON in UTF-8.");
    }
}
