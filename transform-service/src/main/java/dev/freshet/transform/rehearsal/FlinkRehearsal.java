package dev.freshet.transform.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.avro.WireColumn;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.transform.flink.ddl.FlinkInput;
import dev.freshet.transform.flink.gateway.SqlGateway;
import dev.freshet.transform.flink.job.FlinkParts;
import dev.freshet.transform.flink.job.FlinkTrial;
import dev.freshet.transform.flink.job.FlinkTrial.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Runs SQL on the Flink cluster over rows and shows how rows of the inputs and of the result change. */
public final class FlinkRehearsal {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TransformSpec spec;
    private final FlinkParts parts;
    private final FlinkTrial trial;

    public FlinkRehearsal(TransformSpec spec, FlinkParts parts) {
        this.spec = spec;
        this.parts = parts;
        this.trial = parts.planner().trial();
    }

    /**
     * Over the last records of each input.
     *
     * @throws dev.freshet.transform.plan.SqlException when Flink does not take the SQL, or a row makes it fail
     * @throws dev.freshet.transform.flink.job.InputNotYetException when nothing was written to an input yet
     * @throws dev.freshet.transform.flink.gateway.FlinkUnavailableException when the cluster cannot be asked
     */
    public ObjectNode last(int records) {
        List<FlinkInput> inputs = trial.inputs(spec);
        Map<String, Rows> rows = new HashMap<>();
        inputs.forEach(input -> rows.put(input.name(), piece(input.topic(), records)));
        return show(trial.run(spec, inputs, rows));
    }

    /** From the first to behind the last of these records; nothing of a partition that has none of them. */
    private Rows.Piece piece(String topic, int records) {
        Map<Integer, Long> from = new HashMap<>(parts.ends().ends(topic));
        Map<Integer, Long> until = new HashMap<>(from);
        Map<Integer, Long> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record :
                LastRecords.read(parts.kafka().reader(), topic, records)) {
            from.merge(record.partition(), record.offset(), Math::min);
            last.merge(record.partition(), record.offset() + 1, Math::max);
        }
        until.putAll(last);
        return new Rows.Piece(from, until);
    }

    /**
     * Over given rows, which are new ones.
     *
     * @param given a list for the only input, or an object with a list for each
     * @throws Rehearsal.BadRow when a row does not fit its input
     */
    public ObjectNode given(JsonNode given) {
        List<FlinkInput> inputs = trial.whole(spec);
        List<String> names = inputs.stream().map(FlinkInput::name).toList();
        if (given.isArray() && inputs.size() != 1) {
            throw new Rehearsal.BadRow("rows must say which input they are of: {\"" + names.get(0) + "\": [...], ...}");
        }
        for (Map.Entry<String, JsonNode> one : given.properties()) {
            if (!names.contains(one.getKey()) || !one.getValue().isArray()) {
                throw new Rehearsal.BadRow("rows." + one.getKey() + " is no list of rows of an input; the inputs are "
                        + String.join(", ", names));
            }
        }
        Map<String, Rows> rows = new HashMap<>();
        for (FlinkInput input : inputs) {
            JsonNode of = given.isArray() ? given : given.path(input.name());
            String where = given.isArray() ? "rows" : "rows." + input.name();
            List<@Nullable Object[]> values = new ArrayList<>();
            for (JsonNode row : of) {
                values.add(values(row, input, where + "[" + values.size() + "]"));
            }
            rows.put(input.name(), new Rows.Given(values));
        }
        return show(trial.run(spec, inputs, rows));
    }

    private static @Nullable Object[] values(JsonNode row, FlinkInput input, String where) {
        if (!row.isObject()
                || row.path("before").isObject()
                || row.path("after").isObject()) {
            throw new Rehearsal.BadRow(
                    where + " must be one row, {\"column\": value}: what Flink is given are new rows;"
                            + " test over the last records to see updates and deletes");
        }
        List<WireColumn> columns = input.readable();
        List<String> names = columns.stream().map(each -> each.column().name()).toList();
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            if (!names.contains(field.getKey())) {
                throw new Rehearsal.BadRow(where + "." + field.getKey() + " is no column of the input; there are: "
                        + String.join(", ", names));
            }
        }
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            String name = columns.get(i).column().name();
            try {
                values[i] = Cells.read(row.path(name), columns.get(i).column().type());
            } catch (RuntimeException e) {
                throw new Rehearsal.BadRow(where + "." + name + " is not a value of its type "
                        + columns.get(i).column().type() + "; write dates and times in ISO form, bytes in base64");
            }
        }
        return values;
    }

    private static ObjectNode show(FlinkTrial.Outcome outcome) {
        ObjectNode answer = JSON.objectNode().put("engine", "flink");
        ObjectNode inputs = answer.putObject("inputs");
        outcome.inputs().forEach((name, changes) -> show(inputs.putArray(name), changes));
        show(answer.putArray("output"), outcome.output());
        return answer;
    }

    private static void show(ArrayNode to, SqlGateway.Changes changes) {
        for (SqlGateway.Change change : changes.changes()) {
            ObjectNode row = to.addObject().put("kind", change.kind()).putObject("row");
            for (int i = 0; i < change.cells().size(); i++) {
                row.set(changes.columns().get(i), change.cells().get(i));
            }
        }
    }
}
