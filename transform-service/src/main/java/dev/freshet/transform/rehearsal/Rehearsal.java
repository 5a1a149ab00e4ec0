package dev.freshet.transform.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.avro.DecodingException;
import dev.freshet.avro.EnvelopeCursor;
import dev.freshet.event.RowView;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;
import dev.freshet.transform.apply.Inputs;
import dev.freshet.transform.apply.Programs;
import dev.freshet.transform.apply.RowProgram;
import dev.freshet.transform.plan.Plan;
import dev.freshet.transform.stream.KafkaSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Runs a definition over rows and shows input, output and kind of change. */
public final class Rehearsal {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Programs.Definition definition;
    private final Inputs inputs;
    private final KafkaSettings kafka;

    public Rehearsal(Programs.Definition definition, GuardedRegistry registry, KafkaSettings kafka) {
        this.definition = definition;
        this.inputs = new Inputs(registry);
        this.kafka = kafka;
    }

    /** A given row that cannot be read: the message names the column and the mend. */
    public static final class BadRow extends RuntimeException {
        BadRow(String message) {
            super(message);
        }
    }

    /**
     * Over the last records of the input, oldest first.
     *
     * @throws dev.freshet.transform.plan.SqlException when the SQL does not fit one of their schemas
     */
    public ObjectNode last(int records) {
        ObjectNode answer = JSON.objectNode();
        ArrayNode results = answer.putArray("results");
        for (ConsumerRecord<byte[], byte[]> record :
                LastRecords.read(kafka.reader(), definition.inputTopic(), records)) {
            byte[] value = record.value();
            if (value == null) {
                continue;
            }
            ObjectNode result = results.addObject();
            result.put("partition", record.partition()).put("offset", record.offset());
            try {
                Inputs.Version version = inputs.version(value, record.key());
                EnvelopeCursor cursor = version.layout().cursor();
                cursor.read(value);
                show(
                        result,
                        version.layout().table(),
                        program(
                                version.layout().table(),
                                inputs.later(
                                        definition.inputTopic(),
                                        version.layout().table())),
                        cursor.operation().code(),
                        cursor.before(),
                        cursor.after());
            } catch (DecodingException | IllegalArgumentException e) {
                result.put("error", String.valueOf(e.getMessage()));
            }
        }
        return answer;
    }

    /**
     * Over given rows: each an object of columns, or {@code {"before": ..., "after": ...}}.
     *
     * @param table the input's newest version
     * @throws BadRow when a row does not fit the table
     */
    public ObjectNode given(JsonNode rows, TableSchema table) {
        RowProgram program = program(table, List.of());
        ObjectNode answer = JSON.objectNode();
        ArrayNode results = answer.putArray("results");
        int number = 0;
        for (JsonNode row : rows) {
            String where = "rows[" + number++ + "]";
            boolean change = row.path("before").isObject() || row.path("after").isObject();
            RowView before = change ? view(row.path("before"), table, where + ".before") : null;
            RowView after = view(change ? row.path("after") : row, table, change ? where + ".after" : where);
            show(results.addObject(), table, program, before == null ? "c" : after == null ? "d" : "u", before, after);
        }
        return answer;
    }

    private RowProgram program(TableSchema table, List<Column> later) {
        Plan plan = dev.freshet.transform.plan.SqlPlanner.plan(
                definition.sql(), definition.input(), table, later, definition.key());
        return new RowProgram(plan, definition.nullOnError());
    }

    private static void show(
            ObjectNode result,
            TableSchema table,
            RowProgram program,
            String operation,
            @Nullable RowView before,
            @Nullable RowView after) {
        ObjectNode input = result.putObject("input");
        input.put("op", operation);
        if (before != null) {
            input.set("before", row(before, table));
        }
        if (after != null) {
            input.set("after", row(after, table));
        }
        Outcome outcome = Outcome.of(program, before, after);
        result.put("kind", outcome.kind());
        if (outcome.before() != null || outcome.after() != null) {
            ObjectNode output = result.putObject("output");
            output(output, "before", outcome.before(), program.plan());
            output(output, "after", outcome.after(), program.plan());
        }
        if (outcome.error() != null) {
            result.put("error", outcome.error());
        }
    }

    private static void output(ObjectNode output, String name, @Nullable Object @Nullable [] values, Plan plan) {
        if (values != null) {
            ObjectNode row = output.putObject(name);
            for (int i = 0; i < values.length; i++) {
                Plan.PlannedColumn column = plan.columns().get(i);
                row.set(column.name(), Cells.write(values[i], column.column()));
            }
        }
    }

    private static ObjectNode row(RowView view, TableSchema table) {
        ObjectNode row = JSON.objectNode();
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            row.set(column.name(), Cells.write(view.value(i), column.type()));
        }
        return row;
    }

    private static @Nullable RowView view(JsonNode node, TableSchema table, String where) {
        if (!node.isObject()) {
            return null;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (table.column(field.getKey()).isEmpty()) {
                throw new BadRow(where + "." + field.getKey() + " is no column of the input; there are: "
                        + String.join(
                                ", ", table.columns().stream().map(Column::name).toList()));
            }
        }
        @Nullable Object[] values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            Column column = table.columns().get(i);
            try {
                values[i] = Cells.read(node.path(column.name()), column.type());
            } catch (RuntimeException e) {
                throw new BadRow(where + "." + column.name() + " is not a value of its type " + column.type()
                        + "; write dates and times in ISO form, bytes in base64");
            }
        }
        return column -> values[column];
    }
}
