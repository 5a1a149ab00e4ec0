package dev.freshet.transform.flink.job;

import dev.freshet.avro.WireColumn;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.registry.RegisteredSchema;
import dev.freshet.transform.flink.ddl.FlinkInput;
import dev.freshet.transform.plan.FlinkQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inputs' schemas, as the registry has them. */
final class InputSchemas {
    private final GuardedRegistry registry;

    InputSchemas(GuardedRegistry registry) {
        this.registry = registry;
    }

    /**
     * The newest schemas.
     *
     * @param topics by name in the SQL
     * @param begins by topic and partition, from where on tables are whole
     * @throws InputNotYetException when one has none
     */
    Map<String, Version.Input> newest(Map<String, String> topics, Map<String, Map<Integer, Long>> begins) {
        Map<String, Version.Input> inputs = new LinkedHashMap<>();
        topics.forEach((name, topic) -> {
            RegisteredSchema value =
                    registry.latest(topic + "-value").orElseThrow(() -> new InputNotYetException(topic));
            Optional<RegisteredSchema> key = registry.latest(topic + "-key");
            inputs.put(
                    name,
                    new Version.Input(
                            topic,
                            value.id(),
                            key.map(RegisteredSchema::id).orElse(0),
                            begins.getOrDefault(topic, Map.of())));
        });
        return inputs;
    }

    /** @throws dev.freshet.avro.DecodingException when one is no table of change events */
    List<FlinkInput> read(Map<String, Version.Input> inputs) {
        List<FlinkInput> read = new ArrayList<>();
        inputs.forEach((name, input) -> read.add(FlinkInput.of(
                name,
                input.topic(),
                registry.schema(input.valueId()),
                input.keyId() == 0 ? null : registry.schema(input.keyId()),
                input.from())));
        return read;
    }

    /** The columns that a query takes, with how they are written: what it is made anew for when it changes. */
    static String used(FlinkQuery query, List<FlinkInput> inputs) {
        StringBuilder used = new StringBuilder();
        for (FlinkInput input : inputs) {
            used.append(input.name()).append(input.key()).append(':');
            for (WireColumn column : input.columns()) {
                if (query.star() || query.names().contains(column.column().name())) {
                    used.append(' ')
                            .append(column.column().name())
                            .append('=')
                            .append(column.wire())
                            .append('/')
                            .append(column.column().type());
                }
            }
            used.append('\n');
        }
        return used.toString();
    }
}
