package dev.freshet.avro;

import dev.freshet.schema.ColumnType;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Decimal;
import org.jspecify.annotations.Nullable;

/**
 * The column type behind a non-null Avro schema: by Debezium's and Connect's semantic name ({@code connect.name}), else by
 * Avro's logical type, else by the plain type. What has no column type of its own is {@link ColumnType.Json}.
 */
final class ColumnTypes {
    private static final int UNKNOWN_PRECISION = 64;

    private ColumnTypes() {}

    static ColumnType of(Schema schema) {
        ColumnType semantic = semantic(name(schema), schema);
        if (semantic != null) {
            return semantic;
        }
        ColumnType logical = logical(schema.getLogicalType());
        return logical != null ? logical : plain(schema);
    }

    static String name(Schema schema) {
        String name = schema.getProp("connect.name");
        return name == null ? "" : name;
    }

    private static @Nullable ColumnType semantic(String name, Schema schema) {
        return switch (schema.getType()) {
            case INT ->
                switch (name) {
                    case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date" -> new ColumnType.Date();
                    case "io.debezium.time.Time", "org.apache.kafka.connect.data.Time" -> new ColumnType.Time();
                    default -> null;
                };
            case LONG ->
                switch (name) {
                    case "io.debezium.time.Timestamp",
                            "io.debezium.time.MicroTimestamp",
                            "io.debezium.time.NanoTimestamp",
                            "org.apache.kafka.connect.data.Timestamp" -> new ColumnType.Timestamp();
                    case "io.debezium.time.MicroTime",
                            "io.debezium.time.NanoTime",
                            "io.debezium.time.MicroDuration",
                            "io.debezium.time.NanoDuration" -> new ColumnType.Time();
                    default -> null;
                };
            case STRING ->
                switch (name) {
                    case "io.debezium.time.ZonedTimestamp" -> new ColumnType.Instant();
                    case "io.debezium.data.Json" -> new ColumnType.Json();
                    default -> null;
                };
            case BYTES -> name.equals(Decimal.LOGICAL_NAME) ? decimal(schema) : null;
            case RECORD ->
                switch (name) {
                    case "io.debezium.data.geometry.Geometry",
                            "io.debezium.data.geometry.Geography",
                            "io.debezium.data.geometry.Point" ->
                        has(schema, "wkb", Schema.Type.BYTES) ? new ColumnType.Bytes() : null;
                    case "io.debezium.data.VariableScaleDecimal" ->
                        has(schema, "scale", Schema.Type.INT) && has(schema, "value", Schema.Type.BYTES)
                                ? new ColumnType.Text()
                                : null;
                    default -> null;
                };
            case ARRAY, MAP, UNION, ENUM, FIXED, FLOAT, DOUBLE, BOOLEAN, NULL -> null;
        };
    }

    private static boolean has(Schema record, String name, Schema.Type type) {
        Schema.Field field = record.getField(name);
        return field != null
                && (field.schema().getType() == type
                        || ColumnReader.isNullable(field.schema())
                                && field.schema().getTypes().stream().anyMatch(each -> each.getType() == type));
    }

    /** Connect's decimal says its scale itself: its logical type is absent when the precision makes no sense to Avro. */
    private static ColumnType decimal(Schema schema) {
        Map<?, ?> parameters =
                schema.getObjectProp("connect.parameters") instanceof Map<?, ?> stated ? stated : Map.of();
        LogicalTypes.Decimal logical = schema.getLogicalType() instanceof LogicalTypes.Decimal known ? known : null;
        int scale = number(parameters.get(Decimal.SCALE_FIELD), logical == null ? 0 : logical.getScale());
        int precision = number(
                parameters.get("connect.decimal.precision"),
                logical == null ? UNKNOWN_PRECISION : logical.getPrecision());
        return new ColumnType.Decimal(precision, scale);
    }

    private static int number(@Nullable Object text, int otherwise) {
        return text == null ? otherwise : Integer.parseInt(text.toString());
    }

    private static @Nullable ColumnType logical(@Nullable LogicalType type) {
        if (type instanceof LogicalTypes.Decimal decimal) {
            return new ColumnType.Decimal(decimal.getPrecision(), decimal.getScale());
        }
        return switch (type == null ? "" : type.getName()) {
            case "date" -> new ColumnType.Date();
            case "time-millis", "time-micros" -> new ColumnType.Time();
            case "timestamp-millis", "timestamp-micros", "timestamp-nanos" -> new ColumnType.Instant();
            case "local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos" ->
                new ColumnType.Timestamp();
            default -> null;
        };
    }

    private static ColumnType plain(Schema schema) {
        return switch (schema.getType()) {
            case BOOLEAN -> new ColumnType.Bool();
            case INT -> new ColumnType.Int(schema.getProp("connect.type") == null ? 32 : 16);
            case LONG -> new ColumnType.Int(64);
            case FLOAT -> new ColumnType.Real(32);
            case DOUBLE -> new ColumnType.Real(64);
            case STRING, ENUM -> new ColumnType.Text();
            case BYTES, FIXED -> new ColumnType.Bytes();
            case ARRAY, MAP, UNION, RECORD, NULL -> new ColumnType.Json();
        };
    }
}
