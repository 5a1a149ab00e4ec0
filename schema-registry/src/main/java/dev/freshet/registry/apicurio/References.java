package dev.freshet.registry.apicurio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.registry.RegistryException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Puts a schema together whose writer (Apicurio's serde does) registered its nested records as subjects of their own. */
final class References {
    private final RegistryClient client;
    private final Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
    private final Set<String> seen = new HashSet<>();

    References(RegistryClient client) {
        this.client = client;
    }

    /** The whole schema as one text. */
    String inlined(JsonNode answer, String what) {
        try {
            return parsed(answer, what).toString();
        } catch (AvroRuntimeException e) {
            throw new RegistryException(what + ": with its references it is not an Avro schema: " + e.getMessage(), e);
        }
    }

    private Schema parsed(JsonNode answer, String what) {
        for (JsonNode reference : answer.path("references")) {
            String path = "/subjects/"
                    + RegistryClient.encoded(reference.path("subject").asText()) + "/versions/"
                    + reference.path("version").asInt();
            if (seen.add(path)) {
                parsed(client.send("GET", path, Map.of(), what).orRefuse(what + ", reference " + path), what);
            }
        }
        return parser.parse(answer.path("schema").asText());
    }
}
