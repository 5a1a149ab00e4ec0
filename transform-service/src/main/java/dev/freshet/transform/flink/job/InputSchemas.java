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

    /**
     * The inputs with the columns that a query takes.
     *
     * @throws dev.freshet.avro.DecodingException when one is no table of change events
     */
    List<FlinkInput> read(Map<String, Version.Input> inputs, FlinkQuery query) {
        List<FlinkInput> read = new ArrayList<>();
        inputs.forEach((name, input) -> {
            FlinkInput whole = whole(name, input);
            read.add(query.star() ? whole : whole.taking(query.names()));
        });
        return read;
    }

    private FlinkInput whole(String name, Version.Input input) {
        return FlinkInput.of(
                name,
                input.topic(),
                registry.schema(input.valueId()),
                input.keyId() == 0 ? null : registry.schema(input.keyId()),
                input.from());
    }

    /** The columns of inputs, with how they are written: what a version is made anew for when it changes. */
    static String used(List<FlinkInput> inputs) {
        StringBuilder used = new StringBuilder();
        for (FlinkInput input : inputs) {
            used.append(input.name()).append(input.key()).append(':');
            for (WireColumn column : input.columns()) {
                used.append(' ')
                        .append(column.column().name())
                        .append('=')
                        .append(column.wire())
                        .append('/')
                        .append(column.column().type());
            }
            used.append('\n');
        }
        return used.toString();
    }
}
