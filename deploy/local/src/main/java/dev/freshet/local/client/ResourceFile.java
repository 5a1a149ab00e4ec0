package dev.freshet.local.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A file of resources: YAML documents separated by {@code ---}, or JSON, which is YAML too; arrays are taken apart. */
public final class ResourceFile {
    private static final YAMLMapper YAML = new YAMLMapper();

    private ResourceFile() {}

    public static List<Resource> read(Path file) {
        try {
            List<Resource> resources = parse(Files.readString(file), file.toString());
            resources.forEach(resource -> inline(resource, file));
            return resources;
        } catch (NoSuchFileException e) {
            throw new Refused("There is no file " + file, e);
        } catch (IOException e) {
            throw new Refused("Could not read " + file + ": " + e.getMessage(), e);
        }
    }

    /** {@code sqlFile} of a transform stands beside the file that names it; the API knows only {@code sql}. */
    private static void inline(Resource resource, Path file) {
        String name = resource.body().path("sqlFile").asText("");
        if (resource.kind() != Resource.Kind.TRANSFORM || name.isEmpty()) {
            return;
        }
        if (resource.body().has("sql")) {
            throw new Refused(file + ": transform " + resource.name() + " has both sql and sqlFile; remove one");
        }
        Path sql = file.toAbsolutePath().resolveSibling(name);
        try {
            resource.body().put("sql", Files.readString(sql)).remove("sqlFile");
        } catch (IOException e) {
            throw new Refused(
                    file + ": transform " + resource.name() + " names the file " + name + ", but " + sql
                            + " cannot be read (" + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    /** The resources in the order in which they must be applied. */
    static List<Resource> parse(String text, String where) {
        List<Resource> resources = new ArrayList<>();
        try (JsonParser parser = YAML.createParser(text);
                MappingIterator<JsonNode> documents =
                        YAML.readerFor(JsonNode.class).readValues(parser)) {
            int number = 0;
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                number++;
                Iterable<JsonNode> nodes = document.isArray() ? document : List.of(document);
                for (JsonNode node : nodes) {
                    if (!node.isNull() && !node.isMissingNode()) {
                        resources.add(resource(node, where + ", document " + number));
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw new Refused(
                    where + " is not well-formed YAML or JSON: " + e.getOriginalMessage() + " (line "
                            + e.getLocation().getLineNr() + ")",
                    e);
        } catch (IOException | RuntimeException e) {
            throw e instanceof Refused refused ? refused : new Refused(where + ": " + e.getMessage(), e);
        }
        resources.sort(Comparator.comparing(Resource::kind));
        return resources;
    }

    private static Resource resource(JsonNode node, String where) {
        if (!(node instanceof ObjectNode body)) {
            throw new Refused(where + " is not a resource: expected fields such as kind and name");
        }
        String word = body.path("kind").asText("");
        Resource.Kind kind = Stream.of(Resource.Kind.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new Refused(where + ": kind is "
                        + (word.isEmpty() ? "missing" : "'" + word + "'")
                        + "; write Source, Transform, Destination or Pipeline"));
        String name = body.path("name").asText("");
        if (name.isBlank()) {
            throw new Refused(where + ": the " + word + " has no name; add one, for instance name: shop");
        }
        return new Resource(kind, name, body);
    }
}
