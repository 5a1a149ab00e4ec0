package dev.freshet.control.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.resource.TransformSpec.Engine;
import dev.freshet.control.resource.TransformSpec.OnError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a transform. Inputs are an object of name and table, or a list of tables that are named by their last part. */
final class TransformForm {
    private TransformForm() {}

    static TransformSpec read(Fields fields) {
        Map<String, String> inputs = inputs(fields);
        String first = inputs.size() == 1 ? inputs.keySet().iterator().next() : "";
        return new TransformSpec(
                inputs,
                fields.text("sql", ""),
                fields.text("output", first),
                fields.list("key"),
                fields.word("engine", Engine.class, Engine.AUTO),
                fields.duration("stateTtl", Duration.ZERO),
                fields.integer("parallelism", 1),
                // YAML reads the bare word null as nothing
                fields.saysNull("onError") ? OnError.NULL : fields.word("onError", OnError.class, OnError.DEADLETTER));
    }

    private static Map<String, String> inputs(Fields fields) {
        if (fields.isObject("inputs")) {
            return fields.map("inputs");
        }
        Map<String, String> inputs = new LinkedHashMap<>();
        List<String> tables = fields.list("inputs");
        for (String table : tables) {
            String name = table.substring(table.lastIndexOf('.') + 1);
            if (inputs.put(name, table) != null) {
                fields.refuse(
                        "inputs",
                        "names two tables '" + name + "'",
                        "Name them yourself: {\"" + name + "1\": \"" + table + "\", ...}.");
            }
        }
        return inputs;
    }

    static void write(TransformSpec transform, ObjectNode node) {
        ObjectNode inputs = node.putObject("inputs");
        transform.inputs().forEach(inputs::put);
        node.put("sql", transform.sql()).put("output", transform.output());
        transform.key().forEach(node.putArray("key")::add);
        node.put("engine", Fields.word(transform.engine()))
                .put("stateTtl", transform.stateTtl().toString())
                .put("parallelism", transform.parallelism())
                .put("onError", transform.onError() == OnError.NULL ? "null" : "deadLetter");
    }
}
