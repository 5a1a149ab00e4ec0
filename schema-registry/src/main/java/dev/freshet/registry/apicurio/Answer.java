package dev.freshet.registry.apicurio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.freshet.registry.RegistryException;
import dev.freshet.registry.RegistryUnavailableException;

/** What the registry answered to one request. */
record Answer(int code, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int QUOTED = 300;

    /**
     * The body of a good answer.
     *
     * @param what what was being done, for the message
     * @throws RegistryUnavailableException for 5xx, 408 and 429
     * @throws RegistryException for any other answer that is not 2xx
     */
    JsonNode orRefuse(String what) {
        if (code >= 200 && code < 300) {
            return parsed();
        }
        String message = what + ": the registry answered " + code + " (" + reason() + "); " + mend();
        if (code >= 500 || code == 408 || code == 429) {
            throw new RegistryUnavailableException(message);
        }
        throw new RegistryException(message);
    }

    private JsonNode parsed() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    String reason() {
        String message = parsed().path("message").asText(body.strip());
        return message.length() > QUOTED ? message.substring(0, QUOTED) + "..." : message;
    }

    private String mend() {
        return switch (code) {
            case 401, 403 -> "give the services credentials that may read and write schemas";
            case 404 -> "check that the URL is a ccompat v7 root, and that nobody deleted the subject or schema";
            case 409 -> "a compatibility rule refuses the schema: set the subject's compatibility to NONE";
            case 413 -> "raise the registry's limit on the size of a schema";
            case 422 -> "the schema or subject is not valid to the registry: this is a defect, please report it";
            case 408, 429 -> "it will be asked again";
            default -> code >= 500 ? "it will be asked again; see its log" : "see the registry's log";
        };
    }
}
