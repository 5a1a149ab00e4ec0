package dev.freshet.source.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads fields and values of one body. */
final class FieldReader {
    private static final int DEEPEST = 100;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // names come from outside: they are not to stay in the JVM's table of strings
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // JSON on the wire is UTF-8, and slices are cut by bytes
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final byte[] body;
    private final JsonParser parser;

    FieldReader(byte[] body) throws IOException {
        this.body = body;
        this.parser = JSON.createParser(body);
    }

    JsonParser parser() {
        return parser;
    }

    /** The fields of the object that has just begun, to its end. */
    void fields(EventBuilder into, String at) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            Object value = value();
            if (value != null) {
                into.add(name, value, Event.place(at, name));
            }
        }
    }

    /** The value whose first token was read; null for null. */
    @Nullable
    Object value() throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> whole();
            case VALUE_NUMBER_FLOAT -> fraction();
            case START_OBJECT, START_ARRAY -> nested();
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value begins with " + token);
        };
    }

    private Object whole() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> parser.getIntValue();
            case LONG -> parser.getLongValue();
            default -> new Event.Digits(parser.getText());
        };
    }

    private Object fraction() throws IOException {
        double value = parser.getDoubleValue();
        return Double.isInfinite(value) ? new Event.Digits(parser.getText()) : value;
    }

    private Event.JsonText nested() throws IOException {
        int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        int to = Math.toIntExact(parser.currentLocation().getByteOffset());
        return new Event.JsonText(new String(body, from, to - from, StandardCharsets.UTF_8));
    }
}
