package dev.freshet.control.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.resource.Declaration;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.Spec;
import dev.freshet.control.resource.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Resources in the flat form {@code {kind, name, <fields of the spec>}}: as people write them, and as they stand in the log. */
public final class ResourceJson {
    private static final String KINDS =
            Arrays.stream(Kind.values()).map(Kind::label).collect(Collectors.joining(", "));

    /**
     * Every resource of a file: JSON, or YAML with one or several documents.
     *
     * @throws ResourceException.Malformed when it is neither
     * @throws ResourceException.Invalid with all violations of all resources, each field prefixed with its resource
     */
    public List<Declaration> readAll(String text) {
        List<JsonNode> documents = Texts.documents(text);
        List<Violation> violations = new ArrayList<>();
        List<Declaration> declarations = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            String where = where(documents.get(i), i);
            List<Violation> found = new ArrayList<>();
            read(documents.get(i), null, null, found).ifPresent(declarations::add);
            found.forEach(v -> violations.add(new Violation(where + ": " + v.field(), v.problem(), v.mend())));
        }
        duplicates(declarations, violations);
        if (!violations.isEmpty()) {
            throw new ResourceException.Invalid(violations);
        }
        return declarations;
    }

    /**
     * The one resource of a request.
     *
     * @param name as the path says; null when the body must say it
     */
    public Declaration read(String text, Kind kind, @Nullable String name) {
        List<JsonNode> documents = Texts.documents(text);
        if (documents.size() != 1) {
            throw new ResourceException.Invalid(List.of(new Violation(
                    "",
                    documents.isEmpty() ? "The body is empty" : "The body holds " + documents.size() + " resources",
                    "Send one " + kind.singular() + " as a JSON object.")));
        }
        List<Violation> violations = new ArrayList<>();
        Optional<Declaration> declaration = read(documents.get(0), kind, name, violations);
        if (declaration.isEmpty() || !violations.isEmpty()) {
            throw new ResourceException.Invalid(violations);
        }
        return declaration.get();
    }

    private static Optional<Declaration> read(
            JsonNode document, @Nullable Kind asked, @Nullable String pathName, List<Violation> violations) {
        if (!document.isObject()) {
            violations.add(new Violation("", "The resource is not an object", "Write {\"kind\": ..., \"name\": ...}."));
            return Optional.empty();
        }
        Fields fields = new Fields(document, "", violations);
        Kind kind = kind(fields, asked, violations);
        if (kind == null) {
            return Optional.empty();
        }
        String name = name(fields, pathName, violations);
        Spec spec = SpecForm.read(kind, fields);
        List<String> complained = new ArrayList<>();
        fields.tolerate("generation", "paused", "restarts", "createdAt", "updatedAt", "status");
        fields.refuseOthers();
        violations.forEach(violation -> complained.add(violation.field()));
        Declaration declaration = new Declaration(new ResourceId(kind, name), spec);
        // a field of the wrong type was read as absent: one complaint about it is enough
        declaration.violations().stream()
                .filter(violation -> complained.stream()
                        .noneMatch(
                                field -> field.equals(violation.field()) || field.startsWith(violation.field() + "[")))
                .forEach(violations::add);
        return Optional.of(declaration);
    }

    private static @Nullable Kind kind(Fields fields, @Nullable Kind asked, List<Violation> violations) {
        String text = fields.text("kind");
        if (text == null) {
            if (asked == null && violations.isEmpty()) {
                violations.add(new Violation("kind", "is missing", "Name one of: " + KINDS + "."));
            }
            return asked;
        }
        Optional<Kind> kind = Arrays.stream(Kind.values())
                .filter(k -> k.label().equalsIgnoreCase(text))
                .findFirst();
        if (kind.isEmpty()) {
            violations.add(new Violation("kind", "'" + text + "' is not known", "Use one of: " + KINDS + "."));
        } else if (asked != null && kind.get() != asked) {
            violations.add(new Violation(
                    "kind",
                    "is " + kind.get().label() + ", but this is the API of " + asked.plural(),
                    "Send it to /api/v1/" + kind.get().plural() + "."));
        }
        return asked != null ? asked : kind.orElse(null);
    }

    private static String name(Fields fields, @Nullable String pathName, List<Violation> violations) {
        String name = fields.text("name");
        if (name == null && pathName == null) {
            if (violations.stream().noneMatch(violation -> violation.field().equals("name"))) {
                violations.add(new Violation("name", "is missing", "Give it a name, e.g. shop."));
            }
            return "";
        }
        if (name != null && pathName != null && !name.equals(pathName)) {
            violations.add(new Violation(
                    "name",
                    "is '" + name + "', but the path says '" + pathName + "'",
                    "Make them equal; a resource cannot be renamed, only created anew."));
        }
        return pathName != null ? pathName : String.valueOf(name);
    }

    private static String where(JsonNode document, int index) {
        String kind = document.path("kind").asText("").strip();
        String name = document.path("name").asText("").strip();
        return kind.isEmpty() || name.isEmpty()
                ? "document " + (index + 1)
                : kind.toLowerCase(Locale.ROOT) + "/" + name;
    }

    private static void duplicates(List<Declaration> declarations, List<Violation> violations) {
        IntStream.range(0, declarations.size()).forEach(i -> {
            ResourceId id = declarations.get(i).id();
            if (declarations.subList(0, i).stream()
                    .anyMatch(earlier -> earlier.id().equals(id))) {
                violations.add(
                        new Violation(id.key() + ": name", "is declared twice", "Remove or rename one of them."));
            }
        });
    }

    /** As people write it, with every default spelt out. */
    public ObjectNode write(Declaration declaration) {
        return write(declaration.id(), declaration.spec());
    }

    private static ObjectNode write(ResourceId id, Spec spec) {
        ObjectNode node = Texts.JSON.createObjectNode();
        node.put("kind", id.kind().label()).put("name", id.name());
        SpecForm.write(spec, node);
        return node;
    }

    /** The form of the log and of answers: as people write it, and what the control plane knows of it. */
    public ObjectNode write(Resource<?> resource) {
        return write(resource.id(), resource.spec())
                .put("generation", resource.generation())
                .put("paused", resource.paused())
                .put("restarts", resource.restarts())
                .put("createdAt", resource.createdAt().toString())
                .put("updatedAt", resource.updatedAt().toString());
    }

    public byte[] toLog(Resource<?> resource) {
        return Texts.bytes(write(resource));
    }

    /**
     * Reads {@link #toLog}, also of an older or a newer version: missing fields get their defaults, unknown ones are ignored.
     *
     * @throws ResourceException when it is not such a record
     * @throws java.time.DateTimeException likewise
     */
    public Resource<?> fromLog(ResourceId id, byte[] value) {
        JsonNode node = Texts.parse(value);
        List<Violation> violations = new ArrayList<>();
        Fields fields = new Fields(node, "", violations);
        Spec spec = SpecForm.read(id.kind(), fields);
        if (!node.isObject()) {
            violations.add(new Violation("", "The record is not an object", "Write the resource again."));
        }
        violations.removeIf(violation -> violation.problem().equals(Fields.UNKNOWN));
        if (!violations.isEmpty()) {
            throw new ResourceException.Invalid(violations);
        }
        Instant createdAt = Instant.parse(fields.text("createdAt", Instant.EPOCH.toString()));
        return new Resource<>(
                id,
                node.path("generation").asLong(1),
                node.path("paused").asBoolean(false),
                node.path("restarts").asInt(0),
                createdAt,
                Instant.parse(fields.text("updatedAt", createdAt.toString())),
                spec);
    }
}
