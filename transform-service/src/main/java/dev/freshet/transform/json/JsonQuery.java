package dev.freshet.transform.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import org.jspecify.annotations.Nullable;

/** One compiled path. Safe for use by several threads. */
public final class JsonQuery {
    /** Numbers keep their digits. */
    private static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private static final Configuration JACKSON = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(EXACT))
            .mappingProvider(new JacksonMappingProvider(EXACT))
            .build();
    private static final Configuration LAX = JACKSON.addOptions(Option.SUPPRESS_EXCEPTIONS);

    private final JsonPath path;
    private final boolean strict;

    private JsonQuery(JsonPath path, boolean strict) {
        this.path = path;
        this.strict = strict;
    }

    /**
     * What stands at a path.
     *
     * @param text   of the scalar; null when there is none
     * @param empty  the path is lax, and there is nothing, null, an object or an array, or the document is no JSON
     * @param failed the document is null, or the path is strict and there is no scalar
     */
    public record Scalar(@Nullable String text, boolean empty, boolean failed) {
        private static final Scalar EMPTY = new Scalar(null, true, false);
        private static final Scalar FAILED = new Scalar(null, false, true);
    }

    /**
     * @param path {@code $.a.b[0]}, {@code lax $...} or {@code strict $...}; strict, as in Flink, when it does not say
     * @throws IllegalArgumentException when it is no path
     */
    public static JsonQuery compile(String path) {
        String bare = path.strip();
        boolean lax = bare.startsWith("lax ");
        String steps = lax || bare.startsWith("strict ")
                ? bare.substring(bare.indexOf(' ')).strip()
                : bare;
        try {
            return new JsonQuery(JsonPath.compile(steps), !lax);
        } catch (InvalidPathException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + path + "' is not a JSON path: " + e.getMessage(), e);
        }
    }

    public Scalar scalar(String document) {
        Found found = find(document);
        JsonNode node = found.node();
        if (node != null && !node.isNull() && !node.isContainerNode()) {
            return new Scalar(node.asText(), false, false);
        }
        return found.failed() || strict ? Scalar.FAILED : Scalar.EMPTY;
    }

    /** The object or array at the path as JSON text; null when there is none. */
    public @Nullable String fragment(String document) {
        JsonNode node = find(document).node();
        return node == null || !node.isContainerNode() ? null : node.toString();
    }

    /** Whether anything but null is there; false for what is no JSON. */
    public boolean exists(String document) {
        JsonNode node = find(document).node();
        return node != null && !node.isNull();
    }

    private record Found(@Nullable JsonNode node, boolean failed) {}

    private Found find(String document) {
        JsonNode root;
        try {
            root = (JsonNode) JACKSON.jsonProvider().parse(document);
            if (root.isNull()) {
                return new Found(null, true);
            }
        } catch (JsonPathException | IllegalArgumentException e) {
            return new Found(null, strict);
        }
        try {
            Object node = path.read((Object) root, strict ? JACKSON : LAX);
            return new Found(node instanceof JsonNode json && !json.isMissingNode() ? json : null, false);
        } catch (PathNotFoundException e) {
            return new Found(null, strict);
        } catch (JsonPathException | IllegalArgumentException e) {
            return new Found(null, true);
        }
    }
}
