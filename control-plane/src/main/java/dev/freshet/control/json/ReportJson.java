package dev.freshet.control.json;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.RunState;
import dev.freshet.control.state.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Status and activity as JSON. Details may hold whatever Jackson writes; instants and durations as text. */
public final class ReportJson {
    private static final TypeReference<LinkedHashMap<String, Object>> DETAILS = new TypeReference<>() {};

    /** For answers: the status without the resource's id. */
    public ObjectNode write(Status status) {
        ObjectNode node = Texts.JSON.createObjectNode();
        node.put("state", status.state().name()).put("generation", status.generation());
        if (status.cause() != null) {
            node.put("cause", status.cause());
        }
        if (status.mend() != null) {
            node.put("mend", status.mend());
        }
        node.put("replica", status.replica())
                .put("since", status.since().toString())
                .put("at", status.at().toString());
        node.set("details", details(status.details()));
        return node;
    }

    public byte[] toLog(Status status) {
        ObjectNode node = Texts.JSON.createObjectNode().put("id", status.id().key());
        node.setAll(write(status));
        return Texts.bytes(node);
    }

    /**
     * Reads {@link #toLog(Status)}.
     *
     * @throws RuntimeException when it is not such a record
     */
    public Status status(ResourceId id, byte[] value) {
        JsonNode node = Texts.parse(value);
        Instant at = Instant.parse(node.path("at").asText());
        return new Status(
                id,
                node.path("generation").asLong(),
                RunState.valueOf(node.path("state").asText()),
                text(node, "cause"),
                text(node, "mend"),
                node.path("replica").asText(),
                Instant.parse(node.path("since").asText(at.toString())),
                at,
                details(node));
    }

    public byte[] toLog(Activity activity) {
        ObjectNode node = Texts.JSON
                .createObjectNode()
                .put("at", activity.at().toString())
                .put("about", activity.about().key())
                .put("type", activity.type())
                .put("severity", activity.severity().name().toLowerCase(Locale.ROOT))
                .put("message", activity.message());
        node.set("details", details(activity.details()));
        return Texts.bytes(node);
    }

    /**
     * Reads {@link #toLog(Activity)}.
     *
     * @throws RuntimeException when it is not such a record
     */
    public Activity activity(byte[] value) {
        JsonNode node = Texts.parse(value);
        return new Activity(
                Instant.parse(node.path("at").asText()),
                ResourceId.parse(node.path("about").asText()),
                node.path("type").asText(),
                Activity.Severity.valueOf(node.path("severity").asText().toUpperCase(Locale.ROOT)),
                node.path("message").asText(),
                details(node));
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.path(name).isTextual() ? node.path(name).textValue() : null;
    }

    private static Map<String, Object> details(JsonNode node) {
        JsonNode details = node.path("details");
        return details.isObject() ? Texts.JSON.convertValue(details, DETAILS) : Map.of();
    }

    private static ObjectNode details(Map<String, Object> details) {
        ObjectNode node = Texts.JSON.createObjectNode();
        details.forEach((key, value) -> node.set(key, detail(value)));
        return node;
    }

    // a detail of a type that JSON does not know is told as its text, so that a report never fails on its way out
    private static JsonNode detail(@Nullable Object value) {
        return switch (value) {
            case null -> Texts.JSON.nullNode();
            case String text -> Texts.JSON.getNodeFactory().textNode(text);
            case Number number -> Texts.JSON.valueToTree(number);
            case Boolean truth -> Texts.JSON.getNodeFactory().booleanNode(truth);
            case Map<?, ?> map -> {
                ObjectNode node = Texts.JSON.createObjectNode();
                map.forEach((key, inner) -> node.set(String.valueOf(key), detail(inner)));
                yield node;
            }
            case Iterable<?> values -> {
                var array = Texts.JSON.createArrayNode();
                values.forEach(inner -> array.add(detail(inner)));
                yield array;
            }
            default -> Texts.JSON.getNodeFactory().textNode(String.valueOf(value));
        };
    }
}
