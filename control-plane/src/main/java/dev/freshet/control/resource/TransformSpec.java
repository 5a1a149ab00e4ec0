package dev.freshet.control.resource;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One SELECT over change events; its result is a table of change events too, in the topic {@code <transform>.<output>}.
 *
 * @param inputs      name in the SQL to topic: {@code <source>.<database>.<table>}, or {@code <transform>.<table>}
 * @param sql         one SELECT in the dialect of Flink
 * @param output      name of the table that it makes
 * @param key         columns of the output that tell its rows apart; empty: as the SQL projects the key of its input
 * @param stateTtl    how long state of a row that nothing touches is kept; zero: for ever. Stateful SQL only
 * @param parallelism threads of a replica, or the parallelism of the job on Flink
 */
public record TransformSpec(
        Map<String, String> inputs,
        String sql,
        String output,
        List<String> key,
        Engine engine,
        Duration stateTtl,
        int parallelism,
        OnError onError)
        implements Spec {
    private static final Pattern TOPIC = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}(\\.[A-Za-z0-9_-]+){1,2}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    /** The name of Debezium's own topic beside those of the tables. */
    private static final String TAKEN = "transaction";

    private static final int MAX_SQL = 100_000;

    /** Who runs it. */
    public enum Engine {
        /** The service when the SQL is row by row, else Flink. */
        AUTO,
        SERVICE,
        FLINK
    }

    /** What becomes of a row that cannot be evaluated: a bad cast, an overflow. */
    public enum OnError {
        /** It goes to {@code freshet.dead-letters.<transform>} with the reason. */
        DEADLETTER,
        /** The value that cannot be had is NULL. */
        NULL
    }

    public TransformSpec {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        key = List.copyOf(key);
    }

    @Override
    public Kind kind() {
        return Kind.TRANSFORM;
    }

    /** The topic of a transform of this name. */
    public String topic(String name) {
        return name + "." + output;
    }

    /** The source or transform that makes a topic of change events. */
    public static String maker(String topic) {
        int dot = topic.indexOf('.');
        return dot < 0 ? topic : topic.substring(0, dot);
    }

    @Override
    public List<Violation> violations() {
        Rules rules = new Rules();
        if (inputs.isEmpty()) {
            rules.add("inputs", "is missing", "Name the tables that the SQL reads, e.g. {orders: shop.shop.orders}.");
        }
        inputs.forEach((name, topic) -> input(rules, name, topic));
        if (rules.required("sql", sql, "Write one SELECT.") && sql.length() > MAX_SQL) {
            rules.add("sql", "has " + sql.length() + " characters", "Write at most " + MAX_SQL + ".");
        }
        if (rules.required("output", output, "Name the table that it makes, e.g. orders_clean.")) {
            name(rules, "output", output);
            if (output.equals(TAKEN)) {
                rules.add("output", "'" + TAKEN + "' is the name of Debezium's own topic", "Choose another name.");
            }
        }
        if (stateTtl.isNegative()) {
            rules.add("stateTtl", stateTtl + " is negative", "Give a duration such as 1h, or 0s for ever.");
        }
        rules.range("parallelism", parallelism, 1, 64);
        return rules.violations();
    }

    private static void input(Rules rules, String name, String topic) {
        name(rules, "inputs." + name, name);
        if (!TOPIC.matcher(topic).matches()) {
            rules.add(
                    "inputs." + name,
                    "'" + topic + "' is no table",
                    "Write <source>.<database>.<table>, or <transform>.<table> for what another transform makes.");
        }
    }

    private static void name(Rules rules, String field, String name) {
        if (!NAME.matcher(name).matches()) {
            rules.add(
                    field,
                    "'" + name + "' is not a valid name of a table",
                    "Use up to 63 letters, digits and underscores, not starting with a digit.");
        }
    }
}
