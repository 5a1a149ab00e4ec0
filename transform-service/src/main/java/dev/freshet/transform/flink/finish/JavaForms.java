package dev.freshet.transform.flink.finish;

import dev.freshet.schema.ColumnType;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Values as Flink wrote them in the Java forms of their columns: moments come as texts, all else as it is. */
final class JavaForms {
    private static final long MICROS = 1_000_000;
    private static final UnaryOperator<Object> AS_IT_IS = value -> value;

    private final List<UnaryOperator<Object>> forms;

    JavaForms(List<ColumnType> types) {
        forms = types.stream().map(JavaForms::form).toList();
    }

    private static UnaryOperator<Object> form(ColumnType type) {
        return switch (type) {
            case ColumnType.Timestamp() -> JavaForms::moment;
            case ColumnType.Instant() -> JavaForms::moment;
            case ColumnType.Time() -> value -> LocalTime.parse((String) value).toNanoOfDay() / 1_000;
            default -> AS_IT_IS;
        };
    }

    /** Flink's text of a TIMESTAMP, in the session's zone, which is UTC. */
    static Object moment(Object text) {
        LocalDateTime moment = LocalDateTime.parse(((String) text).replace(' ', 'T'));
        return moment.toEpochSecond(ZoneOffset.UTC) * MICROS + moment.getNano() / 1_000;
    }

    /** @throws RuntimeException when a text is no moment */
    @Nullable
    Object[] of(@Nullable Object[] row) {
        @Nullable Object[] values = new Object[row.length];
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            values[i] = value == null ? null : forms.get(i).apply(value);
        }
        return values;
    }
}
