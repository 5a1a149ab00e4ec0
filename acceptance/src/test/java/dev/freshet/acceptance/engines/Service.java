package dev.freshet.acceptance.engines;

import dev.freshet.transform.eval.Compiler;
import dev.freshet.transform.eval.DataType;
import dev.freshet.transform.eval.EvaluationException;
import dev.freshet.transform.eval.Evaluator;
import dev.freshet.transform.plan.NeedsFlinkException;
import dev.freshet.transform.plan.Plan;
import dev.freshet.transform.plan.SqlException;
import dev.freshet.transform.plan.SqlPlanner;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What transform-service makes of expressions over {@link EdgeRows}, by the classes that it runs. */
final class Service {
    /**
     * @param type   null: the service does not run it, for {@code why}
     * @param values by row, as the other engine's are written
     * @param failed why rows have no value
     */
    record Answer(@Nullable DataType type, String why, List<@Nullable String> values, Map<Integer, String> failed) {}

    private Service() {}

    static Answer of(String expression) {
        Plan plan;
        try {
            plan = SqlPlanner.plan(
                    "SELECT id, " + expression + " AS c FROM " + EdgeRows.TABLE,
                    EdgeRows.TABLE,
                    EdgeRows.SCHEMA,
                    List.of(),
                    List.of());
        } catch (NeedsFlinkException e) {
            return new Answer(null, "Flink: " + e.reason(), List.of(), Map.of());
        } catch (SqlException e) {
            return new Answer(null, "refused: " + e.getMessage(), List.of(), Map.of());
        }
        Plan.PlannedColumn column = plan.columns().get(1);
        Evaluator evaluator = Compiler.compile(column.expression());
        List<@Nullable String> values = new ArrayList<>();
        Map<Integer, String> failed = new TreeMap<>();
        for (int row = 0; row < EdgeRows.ROWS; row++) {
            try {
                values.add(text(evaluator.eval(EdgeRows.row(row)), column.type()));
            } catch (EvaluationException e) {
                values.add(null);
                failed.put(row, String.valueOf(e.getMessage()));
            }
        }
        return new Answer(column.type(), "", values, failed);
    }

    /** Whether Flink is asked for text: JSON would lose digits. */
    static boolean asText(DataType type) {
        return switch (type.kind()) {
            case DECIMAL, FLOAT, DOUBLE, DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ -> true;
            default -> false;
        };
    }

    private static @Nullable String text(@Nullable Object value, DataType type) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case VARBINARY -> Base64.getEncoder().encodeToString((byte[]) value);
            case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
            case TIME ->
                LocalTime.ofNanoOfDay((Long) value * 1_000)
                        .format(DateTimeFormatter.ofPattern("HH:mm:ss" + digits(type)));
            case TIMESTAMP, TIMESTAMP_LTZ ->
                EdgeRows.moment((Long) value).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss" + digits(type)));
            // half a surrogate is no character
            default -> new String(value.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        };
    }

    private static String digits(DataType type) {
        return type.precision() == 0 ? "" : "." + "S".repeat(type.precision());
    }
}
