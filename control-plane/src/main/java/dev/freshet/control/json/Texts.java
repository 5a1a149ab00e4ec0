package dev.freshet.control.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.freshet.control.resource.ResourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Text to trees and back. YAML is recognised by not starting like JSON. */
final class Texts {
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Texts() {}

    /**
     * Every document of the text, arrays and {@code {"items": [...]}} unfolded.
     *
     * @throws ResourceException.Malformed with the place, when it is neither JSON nor YAML
     */
    static List<JsonNode> documents(String text) {
        String start = text.stripLeading();
        ObjectMapper mapper = start.startsWith("{") || start.startsWith("[") ? JSON : YAML;
        List<JsonNode> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> nodes = mapper.readerFor(JsonNode.class).readValues(text)) {
            while (nodes.hasNextValue()) {
                unfold(nodes.nextValue(), documents);
            }
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return documents;
    }

    private static void unfold(JsonNode node, List<JsonNode> into) {
        if (node.isArray()) {
            node.forEach(into::add);
        } else if (node.isObject() && node.size() == 1 && node.path("items").isArray()) {
            node.path("items").forEach(into::add);
        } else if (!node.isNull() && !node.isMissingNode()) {
            into.add(node);
        }
    }

    static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResourceException.Malformed malformed(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String problem = e.getOriginalMessage();
        int end = problem.indexOf('\n');
        return new ResourceException.Malformed(
                end < 0 ? problem : problem.substring(0, end),
                location == null ? 1 : location.getLineNr(),
                location == null ? 1 : location.getColumnNr());
    }
}
