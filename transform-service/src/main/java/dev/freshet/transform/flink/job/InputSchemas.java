package dev.freshet.transform.flink.job;

import dev.freshet.avro.WireColumn;
import dev.freshet.avro.WireColumn.Wire;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.registry.RegisteredSchema;
import dev.freshet.schema.ColumnType;
import dev.freshet.transform.flink.ddl.FlinkInput;
import dev.freshet.transform.plan.FlinkQuery;
import dev.freshet.transform.stream.TableBeginnings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The inputs' schemas, as the registry has them. */
final class InputSchemas {
    /** What Avro reads as what with the same meaning. */
    private static final Map<Wire, Set<Wire>> PROMOTED = Map.of(
            Wire.INT, Set.of(Wire.LONG, Wire.FLOAT, Wire.DOUBLE),
            Wire.LONG, Set.of(Wire.FLOAT, Wire.DOUBLE),
            Wire.FLOAT, Set.of(Wire.DOUBLE),
            Wire.TEXT, Set.of(Wire.BYTES),
            Wire.BYTES, Set.of(Wire.TEXT));

    private final GuardedRegistry registry;

    InputSchemas(GuardedRegistry registry) {
        this.registry = registry;
    }

    /**
     * The newest schemas.
     *
     * @param topics by name in the SQL
     * @param watched from where on tables are whole
     * @throws InputNotYetException when one has none
     */
    Map<String, Version.Input> newest(Map<String, String> topics, TableBeginnings.State watched) {
        Map<String, Version.Input> inputs = new LinkedHashMap<>();
        topics.forEach((name, topic) -> {
            RegisteredSchema value =
                    registry.latest(topic + "-value").orElseThrow(() -> new InputNotYetException(topic));
            Optional<RegisteredSchema> key = registry.latest(topic + "-key");
            inputs.put(
                    name,
                    new Version.Input(
                            topic, value.id(), key.map(RegisteredSchema::id).orElse(0), watched.begins(topic)));
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

    /** The inputs with all of their columns. */
    List<FlinkInput> whole(Map<String, Version.Input> inputs) {
        List<FlinkInput> read = new ArrayList<>();
        inputs.forEach((name, input) -> read.add(whole(name, input)));
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

    /**
     * Why a job cannot read rows that were written with these schemas as the input's columns are written now; empty: it can. Avro promotes
     * some types to others by itself. Of the rest it refuses some and misreads others, since a scale and a unit are no types to it.
     */
    Optional<String> unlike(FlinkInput input, Set<Integer> schemas) {
        for (int schema : schemas) {
            for (WireColumn before : WireColumn.of(registry.schema(schema))) {
                for (WireColumn now : input.columns()) {
                    if (now.field().equals(before.field()) && !readable(before, now)) {
                        return Optional.of("column '" + now.column().name() + "' of " + input.name() + " is "
                                + now.column().type() + ", and rows of " + input.topic() + " hold it as "
                                + before.column().type() + " from before: no one job reads both");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean readable(WireColumn before, WireColumn now) {
        if (before.wire() == Wire.DECIMAL && now.wire() == Wire.DECIMAL) {
            return scale(before) == scale(now);
        }
        return before.wire() == now.wire()
                || PROMOTED.getOrDefault(before.wire(), Set.of()).contains(now.wire());
    }

    private static int scale(WireColumn column) {
        return column.column().type() instanceof ColumnType.Decimal(int precision, int scale) ? scale : 0;
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
