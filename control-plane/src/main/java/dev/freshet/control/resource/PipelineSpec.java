package dev.freshet.control.resource;

import java.time.Duration;
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

    /**
     * When a sink batch is written: whichever comes first.
     *
     * @param interval since the batch's first row; 100 ms by default
     * @param rows     50,000 by default
     * @param bytes    of Avro; 64 MiB by default
     */
    public record Flush(Duration interval, int rows, long bytes) {
        public static final Flush DEFAULT = new Flush(Duration.ofMillis(100), 50_000, 64L << 20);

        static final Duration SHORTEST = Duration.ofMillis(1);
        static final Duration LONGEST = Duration.ofHours(1);
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
        if (flush.interval().compareTo(Flush.SHORTEST) < 0 || flush.interval().compareTo(Flush.LONGEST) > 0) {
            rules.add(
                    "flush.interval",
                    flush.interval() + " is out of bounds",
                    "Give a duration from 1ms to 1h, e.g. 100ms or PT0.1S.");
        }
        rules.range("flush.rows", flush.rows(), 1, 5_000_000);
        rules.range("flush.bytes", flush.bytes(), 64L << 10, 1L << 30);
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
