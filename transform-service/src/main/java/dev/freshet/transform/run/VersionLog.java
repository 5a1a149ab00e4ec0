package dev.freshet.transform.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.transform.stream.KafkaSettings;
import dev.freshet.transform.stream.KeyedLog;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What every generation of every transform was, in the compacted topic {@code freshet.transform-versions}. Safe for several threads. */
public final class VersionLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyedLog log;
    private final Map<String, Long> written = new HashMap<>();

    public VersionLog(KafkaSettings kafka) {
        log = new KeyedLog(kafka, "freshet.transform-versions");
    }

    /** One generation. */
    public record Version(long generation, String at, String sql, String output, String onError) {}

    /** Keeps this generation; every replica says the same, and one of them is enough. */
    synchronized void keep(Resource<TransformSpec> transform) {
        String name = transform.id().name();
        if (written.getOrDefault(name, 0L) == transform.generation()) {
            return;
        }
        ObjectNode version = JSON.createObjectNode();
        version.put("generation", transform.generation())
                .put("at", transform.updatedAt().toString())
                .put("sql", transform.spec().sql())
                .put("output", transform.spec().topic(name))
                .put("onError", transform.spec().onError().name().toLowerCase(Locale.ROOT));
        log.put(name + "/" + transform.generation(), version.toString().getBytes(UTF_8));
        written.put(name, transform.generation());
    }

    /** Newest first. */
    public List<Version> of(String transform) {
        return log.read().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(transform + "/"))
                .map(entry -> version(entry.getValue()))
                .sorted(Comparator.comparingLong(Version::generation).reversed())
                .toList();
    }

    private static Version version(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(new String(bytes, UTF_8));
            return new Version(
                    node.path("generation").asLong(),
                    node.path("at").asText(),
                    node.path("sql").asText(),
                    node.path("output").asText(),
                    node.path("onError").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of freshet.transform-versions is not JSON", e);
        }
    }
}
