package dev.freshet.control.resource;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables of a source, or what a transform makes, into a destination.
 *
 * @param source  name of a source or of a transform
 * @param tables  Debezium's list syntax over database.table; empty: all tables of the source
 * @param keys    keys of tables that have none, so that they are upserted
 * @param schema  name of the destination schema; {@code ${database}} and {@code ${table}} are replaced
 * @param table   name of the destination table, likewise
 */
public record PipelineSpec(
        String source,
        List<String> tables,
        String destination,
        Mode mode,
        Deletes deletes,
        String schema,
        String table,
        Flush flush,
        SchemaChanges schemaChanges,
        TableKeys keys)
        implements Spec {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}?|\\$[a-zA-Z]+");
    private static final List<String> KNOWN = List.of("${database}", "${table}");

    public PipelineSpec {
        tables = List.copyOf(tables);
    }

    /** Current state, one row per key; or history, one row per change. */
    public enum Mode {
        UPSERT,
        APPEND
    }

    /** In upsert mode: delete the row, or keep it and set {@code _freshet_deleted}. */
    public enum Deletes {
        HARD,
        SOFT
    }

    @Override
    public Kind kind() {
        return Kind.PIPELINE;
    }

    @Override
    public List<Violation> violations() {
        Rules rules = new Rules();
        rules.required("source", source, "Name the source, or the transform, whose tables it takes.");
        rules.required("destination", destination, "Name the destination that it writes to.");
        rules.patterns("tables", tables, true);
        rules.patterns(
                "schemaChanges.tables", List.copyOf(schemaChanges.tables().keySet()), true);
        keys(rules);
        template(rules, "schema", schema);
        template(rules, "table", table);
        flush.violations(rules, "flush.");
        flush.tables().forEach((table, own) -> own.violations(rules, "flush.tables." + table + "."));
        rules.patterns("flush.tables", List.copyOf(flush.tables().keySet()), true);
        return rules.violations();
    }

    private void keys(Rules rules) {
        keys.check(rules, tables);
        if (!keys.tables().isEmpty() && mode == Mode.APPEND) {
            rules.add(
                    "keys",
                    "does not apply to mode append: a history holds every change",
                    "Remove it, or set mode: upsert.");
        }
        if (!keys.tables().isEmpty() && deletes == Deletes.SOFT) {
            rules.add(
                    "keys",
                    "does not apply to deletes: soft",
                    "Set deletes: hard, or take these tables in a pipeline of their own.");
        }
    }

    private static void template(Rules rules, String field, String template) {
        String mend = "Use ${database}, ${table} and plain text, e.g. raw_${database}.";
        if (!rules.required(field, template, mend)) {
            return;
        }
        Matcher variables = VARIABLE.matcher(template);
        while (variables.find()) {
            if (!KNOWN.contains(variables.group())) {
                rules.add(field, "'" + variables.group() + "' is not known in a name", mend);
            }
        }
    }
}
