package dev.freshet.transform.flink.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements of one session, in their order. */
public final class Script {
    /** The view that the SQL is; DESCRIBE says its columns. */
    public static final String DESCRIBE = "DESCRIBE " + Text.name(OutputDdl.RESULT);

    private Script() {}

    /** Whether all inputs have a key. */
    public static boolean keyed(List<FlinkInput> inputs) {
        return inputs.stream().noneMatch(input -> input.key().isEmpty());
    }

    /** Tables and views of the inputs. */
    public static List<String> inputs(List<FlinkInput> inputs, Endpoints endpoints, String group) {
        List<String> statements = new ArrayList<>();
        inputs.forEach(input -> statements.addAll(InputDdl.statements(input, endpoints, group)));
        return statements;
    }

    /**
     * Table and view of a piece of an input that ends: from where it begins, until these offsets of all its partitions.
     *
     * @param until by partition
     */
    public static List<String> piece(FlinkInput input, Endpoints endpoints, String group, Map<Integer, Long> until) {
        return InputDdl.piece(input, endpoints, group, until);
    }

    /**
     * The view of an input over given rows.
     *
     * @param rows values in the order of the readable columns, in their types' Java form
     */
    public static String given(FlinkInput input, List<@Nullable Object[]> rows) {
        return InputDdl.given(input, rows);
    }

    /** All rows of an input, or of the result, with how they change. */
    public static String rows(String name) {
        return "SELECT * FROM " + Text.name(name);
    }

    /** Name of the view that the SQL is. */
    public static String resultName() {
        return OutputDdl.RESULT;
    }

    /** The view that the SQL is. */
    public static String result(String sql) {
        return OutputDdl.result(sql);
    }

    /** The table that the job writes. */
    public static String output(List<OutputColumn> columns, List<String> key, String topic, Endpoints endpoints) {
        return OutputDdl.table(columns, key, topic, endpoints);
    }

    /** The job. */
    public static String insert(List<OutputColumn> columns) {
        return OutputDdl.insert(columns, OutputDdl.OUTPUT);
    }

    /** What Flink's plan of the job is. */
    public static String explain(List<OutputColumn> columns) {
        return "EXPLAIN CHANGELOG_MODE " + insert(columns);
    }

    /** Table and question that tell whether rows of one key could overtake each other when several tasks make them. */
    public static List<String> explainKeyed(List<OutputColumn> columns, List<String> key, Endpoints endpoints) {
        return List.of(
                OutputDdl.keyed(columns, key, endpoints),
                "EXPLAIN " + OutputDdl.insert(columns, OutputDdl.OUTPUT + "_keyed"));
    }
}
