package dev.freshet.transform.flink.ddl;

import dev.freshet.avro.WireColumn;
import dev.freshet.schema.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The two tables of an input: one over the topic with columns as the bytes are, and a view of the SQL's name with the types that the
 * service gives them ({@code docs/types.md}).
 */
final class InputDdl {
    private static final String RAW = "freshet_raw_";

    private InputDdl() {}

    /** @param group consumer group that the job's progress is committed under */
    static List<String> statements(FlinkInput input, Endpoints endpoints, String group) {
        return List.of(table(input, endpoints, group, Map.of()), view(input));
    }

    /**
     * The same, of a piece of the topic that ends.
     *
     * @param until by partition, all of them, the offset that is not read any more
     */
    static List<String> piece(FlinkInput input, Endpoints endpoints, String group, Map<Integer, Long> until) {
        return List.of(table(input, endpoints, group, until), view(input));
    }

    /**
     * The view over these rows instead of the topic.
     *
     * @param rows values in the order of the input's readable columns, in their types' Java form
     */
    static String given(FlinkInput input, List<@Nullable Object[]> rows) {
        List<WireColumn> columns = input.readable();
        List<String> selects = rows.stream().map(row -> select(columns, row)).toList();
        String none = "SELECT * FROM (" + select(columns, new Object[columns.size()]) + ") WHERE FALSE";
        return "CREATE TEMPORARY VIEW " + Text.name(input.name()) + " AS "
                + (selects.isEmpty() ? none : String.join("\nUNION ALL ", selects));
    }

    private static String select(List<WireColumn> columns, @Nullable Object[] row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            cells.add(Literals.of(columns.get(i).column().type(), row[i]) + " AS "
                    + Text.name(columns.get(i).column().name()));
        }
        return "SELECT " + String.join(", ", cells);
    }

    private static String table(FlinkInput input, Endpoints endpoints, String group, Map<Integer, Long> until) {
        List<String> lines = new ArrayList<>();
        for (WireColumn column : input.readable()) {
            lines.add(Text.name(column.field()) + ' ' + physical(column));
        }
        if (!input.key().isEmpty()) {
            List<String> fields = input.key().stream()
                    .map(key -> input.columns().stream()
                            .filter(column -> column.column().name().equals(key))
                            .map(column -> Text.name(column.field()))
                            .findFirst()
                            .orElse(Text.name(key)))
                    .toList();
            lines.add("PRIMARY KEY (" + String.join(", ", fields) + ") NOT ENFORCED");
        }
        Map<String, String> options = new LinkedHashMap<>();
        options.put("connector", "kafka");
        options.put("topic", input.topic());
        options.put("properties.bootstrap.servers", endpoints.kafka());
        options.put("properties.group.id", group);
        options.put("properties.isolation.level", "read_committed");
        options.put("properties.allow.auto.create.topics", "false");
        if (input.from().isEmpty()) {
            options.put("scan.startup.mode", "earliest-offset");
        } else {
            options.put("scan.startup.mode", "specific-offsets");
            options.put("scan.startup.specific-offsets", offsets(input.from()));
        }
        if (until.isEmpty()) {
            // partitions that the topic gets later
            options.put("scan.topic-partition-discovery.interval", "10s");
        } else {
            options.put("scan.bounded.mode", "specific-offsets");
            options.put("scan.bounded.specific-offsets", offsets(until));
        }
        options.put("format", "debezium-avro-confluent");
        options.put("debezium-avro-confluent.url", endpoints.registry());
        return "CREATE TEMPORARY TABLE " + Text.name(RAW + input.name()) + " (" + Text.list(lines) + ") "
                + Text.options(options);
    }

    private static String offsets(Map<Integer, Long> byPartition) {
        return new TreeMap<>(byPartition)
                .entrySet().stream()
                        .map(one -> "partition:" + one.getKey() + ",offset:" + one.getValue())
                        .collect(Collectors.joining(";"));
    }

    private static String view(FlinkInput input) {
        return "CREATE TEMPORARY VIEW " + Text.name(input.name()) + " AS SELECT"
                + Text.list(input.readable().stream()
                        .map(column -> (input.key().contains(column.column().name())
                                        ? value(column)
                                        : initial(column, value(column)))
                                + " AS "
                                + Text.name(column.column().name()))
                        .toList())
                + "FROM " + Text.name(RAW + input.name());
    }

    private static String physical(WireColumn column) {
        return switch (column.wire()) {
            case BOOLEAN -> "BOOLEAN";
            case INT, INT_MILLIS -> "INT";
            case LONG, MICROS, NANOS -> "BIGINT";
            case MILLIS -> column.column().type() instanceof ColumnType.Time ? "BIGINT" : "TIMESTAMP(3)";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case TEXT, ISO_MOMENT -> "STRING";
            case BYTES -> "BYTES";
            case DAYS -> "DATE";
            case DECIMAL -> decimal(column);
            case NESTED -> throw new IllegalArgumentException(column.field() + " has no form in Flink's SQL");
        };
    }

    private static String decimal(WireColumn column) {
        ColumnType.Decimal type = (ColumnType.Decimal) column.column().type();
        return "DECIMAL(" + type.precision() + ", " + type.scale() + ")";
    }

    /** The value as the service would give it. The session's zone is UTC. */
    private static String value(WireColumn column) {
        String field = Text.name(column.field());
        ColumnType type = column.column().type();
        return switch (column.wire()) {
            case INT -> type instanceof ColumnType.Int(int bits) && bits == 16 ? cast(field, "SMALLINT") : field;
            case INT_MILLIS -> cast(field, "BIGINT") + " * 1000";
            case MILLIS ->
                type instanceof ColumnType.Time
                        ? field + " * 1000"
                        : cast(field, type instanceof ColumnType.Instant ? "TIMESTAMP_LTZ(6)" : "TIMESTAMP(6)");
            case MICROS -> type instanceof ColumnType.Time ? field : moment(field, 6, type);
            case NANOS -> type instanceof ColumnType.Time ? field + " / 1000" : moment(field, 9, type);
            // what is no moment is NULL, as TRY_CAST has it: one bad text would hold the whole job for ever
            case ISO_MOMENT -> "TRY_CAST(REPLACE(REPLACE(" + field + ", 'T', ' '), 'Z', '') AS TIMESTAMP_LTZ(6))";
            case BOOLEAN, LONG, FLOAT, DOUBLE, TEXT, BYTES, DAYS, DECIMAL, NESTED -> field;
        };
    }

    /**
     * Rows from before a column was added lack it, and Flink reads NULL. A column that is never NULL held its default then; of one that may
     * be NULL that cannot be told.
     */
    private static String initial(WireColumn column, String value) {
        Object initial = column.column().initial();
        if (initial == null || column.column().nullable()) {
            return value;
        }
        return "COALESCE(" + value + ", " + Literals.of(column.column().type(), initial) + ")";
    }

    private static String moment(String field, int digits, ColumnType type) {
        String moment = "TO_TIMESTAMP_LTZ(" + field + ", " + digits + ")";
        return cast(moment, type instanceof ColumnType.Instant ? "TIMESTAMP_LTZ(6)" : "TIMESTAMP(6)");
    }

    private static String cast(String expression, String type) {
        return "CAST(" + expression + " AS " + type + ")";
    }
}
