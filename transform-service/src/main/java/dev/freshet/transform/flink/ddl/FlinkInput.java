package dev.freshet.transform.flink.ddl;

import dev.freshet.avro.KeyColumns;
import dev.freshet.avro.WireColumn;
import dev.freshet.schema.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An input as Flink is to see it.
 *
 * @param name    in the SQL
 * @param topic   of its change events
 * @param columns as they stand in the bytes
 * @param key     names of the columns that tell rows apart; empty: none do
 * @param from    by partition, the offset from which on the table is whole; no entry: its first record
 */
public record FlinkInput(
        String name, String topic, List<WireColumn> columns, List<String> key, Map<Integer, Long> from) {
    private static final int MAX_DIGITS = 38;

    public FlinkInput {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        from = Map.copyOf(from);
    }

    /**
     * @param valueSchema of the envelopes
     * @param keySchema   null: the table has no key
     * @throws dev.freshet.avro.DecodingException when these are no change events
     */
    public static FlinkInput of(
            String name, String topic, String valueSchema, @Nullable String keySchema, Map<Integer, Long> from) {
        return new FlinkInput(
                name,
                topic,
                WireColumn.of(valueSchema),
                keySchema == null ? List.of() : KeyColumns.of(keySchema),
                from);
    }

    /**
     * With these columns only, and those of the key. What a query does not take is better not declared: a column that no job reads may change
     * as it likes.
     */
    public FlinkInput taking(Set<String> names) {
        List<WireColumn> taken = columns.stream()
                .filter(column -> names.contains(column.column().name())
                        || key.contains(column.column().name()))
                .toList();
        // COUNT(*) takes rows without columns, which no table has
        return new FlinkInput(name, topic, taken.isEmpty() ? readable().subList(0, 1) : taken, key, from);
    }

    /** Read from these offsets on. */
    public FlinkInput from(Map<Integer, Long> offsets) {
        return new FlinkInput(name, topic, columns, key, offsets);
    }

    /** The columns that Flink can read. */
    public List<WireColumn> readable() {
        return columns.stream().filter(FlinkInput::isReadable).toList();
    }

    /** Names of columns that have no form in Flink's SQL. */
    public List<String> unreadable() {
        return columns.stream()
                .filter(column -> !isReadable(column))
                .map(column -> column.column().name())
                .toList();
    }

    private static boolean isReadable(WireColumn column) {
        return switch (column.wire()) {
            case NESTED -> false;
            case DECIMAL ->
                column.column().type() instanceof ColumnType.Decimal(int precision, int scale)
                        && precision <= MAX_DIGITS
                        && scale >= 0
                        && scale <= precision;
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, TEXT, BYTES, DAYS, INT_MILLIS, MILLIS, MICROS, NANOS, ISO_MOMENT ->
                true;
        };
    }
}
