package dev.freshet.sink.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.Violation;
import java.util.List;

/** The fields of a small JSON object that a request asks with. What is wrong is answered with the field and the mend. */
final class RequestFields {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode node;

    private RequestFields(JsonNode node) {
        this.node = node;
    }

    /**
     * Reads a body that has no other fields than these.
     *
     * @throws ResourceException when it is no such object
     */
    static RequestFields of(String body, String... known) {
        JsonNode node;
        try {
            node = JSON.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new ResourceException.Malformed(
                    malformed.getOriginalMessage(),
                    malformed.getLocation().getLineNr(),
                    malformed.getLocation().getColumnNr());
        }
        String fields = String.join(" and ", known);
        if (!node.isObject()) {
            throw invalid("", "the body is not an object", "Send a JSON object with the fields " + fields + ".");
        }
        node.fieldNames().forEachRemaining(field -> {
            if (!List.of(known).contains(field)) {
                throw invalid(field, "is not known", "The fields are " + fields + ".");
            }
        });
        return new RequestFields(node);
    }

    /** A text that must be there. */
    String text(String field, String example) {
        String text = text(field);
        if (text.isBlank()) {
            throw invalid(field, "is missing", "Write {\"" + field + "\": \"" + example + "\"}.");
        }
        return text;
    }

    /** Empty when it is not there. */
    String text(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw invalid(field, "must be text", "Put it in quotes.");
        }
        return value.textValue();
    }

    /** From 1 to the most, which it is when it is not there. */
    int number(String field, int most) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return most;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 1 || value.intValue() > most) {
            throw invalid(field, "is out of bounds", "Ask for 1 to " + most + " " + field + ".");
        }
        return value.intValue();
    }

    static ResourceException invalid(String field, String problem, String mend) {
        return new ResourceException.Invalid(List.of(new Violation(field, problem, mend)));
    }
}
