package dev.freshet.transform.flink.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.transform.flink.ddl.OutputColumn;
import dev.freshet.transform.stream.KafkaSettings;
import dev.freshet.transform.stream.KeyedLog;
import dev.freshet.transform.stream.TableBeginnings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is deployed, by transform, in the compacted topic {@code freshet.flink-transforms}. Only the owner of a transform writes. */
public final class DeployedLog {
    private static final String TOPIC = "freshet.flink-transforms";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyedLog log;

    public DeployedLog(KafkaSettings kafka) {
        log = new KeyedLog(kafka, TOPIC);
    }

    /** Names of all transforms that have run on Flink, also of those that are no more. */
    public List<String> known() {
        return List.copyOf(log.read().keySet());
    }

    /** Names of those that are still deployed. */
    List<String> living() {
        return read().entrySet().stream()
                .filter(entry -> !entry.getValue().deleted())
                .map(Map.Entry::getKey)
                .toList();
    }

    Optional<Deployed> find(String transform) {
        return Optional.ofNullable(read().get(transform));
    }

    private Map<String, Deployed> read() {
        Map<String, Deployed> all = new LinkedHashMap<>();
        log.read().forEach((name, bytes) -> all.put(name, deployed(bytes)));
        return all;
    }

    /** Returns when the broker has it. */
    void put(String transform, Deployed deployed) {
        log.put(transform, write(deployed).toString().getBytes(UTF_8));
    }

    static ObjectNode write(Deployed deployed) {
        ObjectNode node = JSON.createObjectNode();
        node.put("counter", deployed.counter())
                .put("restarts", deployed.restarts())
                .put("rebuilt", deployed.rebuilt())
                .put("adopts", deployed.adopts())
                .put("deleted", deployed.deleted());
        version(node, "previous", deployed.previous());
        version(node, "current", deployed.current());
        version(node, "next", deployed.next());
        ObjectNode ends = node.putObject("ends");
        deployed.ends().forEach((partition, end) -> ends.put(String.valueOf(partition), end));
        offsets(node.putObject("begins"), deployed.watched().begins());
        offsets(node.putObject("watched"), deployed.watched().next());
        ObjectNode written = node.putObject("written");
        deployed.watched().written().forEach((topic, bySchema) -> {
            Map<String, Map<Integer, Long>> last = new HashMap<>();
            bySchema.forEach((schema, offsets) -> last.put(String.valueOf(schema), offsets));
            offsets(written.putObject(topic), last);
        });
        return node;
    }

    private static void offsets(ObjectNode node, Map<String, Map<Integer, Long>> byTopic) {
        byTopic.forEach((topic, offsets) -> {
            ObjectNode of = node.putObject(topic);
            offsets.forEach((partition, offset) -> of.put(String.valueOf(partition), offset));
        });
    }

    private static Map<Integer, Long> offsets(JsonNode node) {
        Map<Integer, Long> offsets = new HashMap<>();
        node.properties()
                .forEach(offset -> offsets.put(
                        Integer.valueOf(offset.getKey()), offset.getValue().asLong()));
        return offsets;
    }

    private static Map<String, Map<Integer, Long>> byTopic(JsonNode node) {
        Map<String, Map<Integer, Long>> all = new HashMap<>();
        node.properties().forEach(topic -> all.put(topic.getKey(), offsets(topic.getValue())));
        return all;
    }

    private static Map<String, Map<Integer, Map<Integer, Long>>> written(JsonNode node) {
        Map<String, Map<Integer, Map<Integer, Long>>> all = new HashMap<>();
        node.properties().forEach(topic -> {
            Map<Integer, Map<Integer, Long>> last = new HashMap<>();
            byTopic(topic.getValue()).forEach((schema, offsets) -> last.put(Integer.valueOf(schema), offsets));
            all.put(topic.getKey(), last);
        });
        return all;
    }

    private static void version(ObjectNode node, String name, @Nullable Version version) {
        if (version == null) {
            return;
        }
        ObjectNode to = node.putObject(name);
        to.put("number", version.number())
                .put("generation", version.generation())
                .put("asked", version.asked())
                .put("sql", version.sql())
                .put("used", version.used())
                .put("stateful", version.stateful())
                .put("parallelism", version.parallelism())
                .put("ttlMillis", version.ttlMillis())
                .put("topic", version.topic())
                .put("job", version.job())
                .put("start", version.start())
                .put("savepoint", version.savepoint());
        ObjectNode inputs = to.putObject("inputs");
        version.inputs().forEach((input, of) -> {
            ObjectNode one = inputs.putObject(input);
            one.put("topic", of.topic()).put("valueId", of.valueId()).put("keyId", of.keyId());
            ObjectNode from = one.putObject("from");
            of.from().forEach((partition, offset) -> from.put(String.valueOf(partition), offset));
        });
        ArrayNode columns = to.putArray("columns");
        version.columns()
                .forEach(
                        column -> columns.addObject().put("name", column.name()).put("type", column.type()));
        version.key().forEach(to.putArray("key")::add);
    }

    static Deployed deployed(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(new String(bytes, UTF_8));
            Map<Integer, Long> ends = new HashMap<>();
            node.path("ends")
                    .properties()
                    .forEach(end -> ends.put(
                            Integer.valueOf(end.getKey()), end.getValue().asLong()));
            return new Deployed(
                    node.path("counter").asInt(),
                    node.path("restarts").asInt(),
                    version(node.path("previous")),
                    version(node.path("current")),
                    node.path("rebuilt").asBoolean(),
                    offsets(node.path("ends")),
                    version(node.path("next")),
                    node.path("adopts").asBoolean(),
                    node.path("deleted").asBoolean(),
                    new TableBeginnings.State(
                            byTopic(node.path("begins")),
                            byTopic(node.path("watched")),
                            written(node.path("written"))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of " + TOPIC + " is not JSON", e);
        }
    }

    private static @Nullable Version version(JsonNode node) {
        if (node.isMissingNode()) {
            return null;
        }
        Map<String, Version.Input> inputs = new LinkedHashMap<>();
        node.path("inputs")
                .properties()
                .forEach(input -> inputs.put(
                        input.getKey(),
                        new Version.Input(
                                input.getValue().path("topic").asText(),
                                input.getValue().path("valueId").asInt(),
                                input.getValue().path("keyId").asInt(),
                                offsets(input.getValue().path("from")))));
        List<OutputColumn> columns = new ArrayList<>();
        node.path("columns")
                .forEach(column -> columns.add(new OutputColumn(
                        column.path("name").asText(), column.path("type").asText())));
        List<String> key = new ArrayList<>();
        node.path("key").forEach(name -> key.add(name.asText()));
        return new Version(
                node.path("number").asInt(),
                node.path("generation").asLong(),
                node.path("asked").asText(),
                node.path("sql").asText(),
                inputs,
                node.path("used").asText(),
                columns,
                key,
                node.path("stateful").asText(),
                node.path("parallelism").asInt(),
                node.path("ttlMillis").asLong(),
                node.path("topic").asText(),
                node.path("job").asText(),
                node.path("start").asText(),
                node.path("savepoint").asText());
    }
}
