package dev.freshet.avro;

import dev.freshet.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The Java form that a decoded Connect value must have, said a second time and plainly. */
final class JavaForms {
    private JavaForms() {}

    static Class<?> of(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool() -> Boolean.class;
            case ColumnType.Int(int bits) -> bits == 64 ? Long.class : Integer.class;
            case ColumnType.Decimal decimal -> BigDecimal.class;
            case ColumnType.Real(int bits) -> bits == 64 ? Double.class : Float.class;
            case ColumnType.Text() -> String.class;
            case ColumnType.Json() -> String.class;
            case ColumnType.Bytes() -> byte[].class;
            case ColumnType.Date() -> Integer.class;
            case ColumnType.Time() -> Long.class;
            case ColumnType.Timestamp() -> Long.class;
            case ColumnType.Instant() -> Long.class;
        };
    }

    static @Nullable Object of(Schema schema, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (schema.name() == null ? "" : schema.name()) {
            case "org.apache.kafka.connect.data.Date" -> (int) (((java.util.Date) value).getTime() / 86_400_000L);
            case "org.apache.kafka.connect.data.Time", "org.apache.kafka.connect.data.Timestamp" ->
                ((java.util.Date) value).getTime() * 1000;
            case "io.debezium.time.Time" -> (Integer) value * 1000L;
            case "io.debezium.time.Timestamp" -> (Long) value * 1000L;
            case "io.debezium.time.NanoTime", "io.debezium.time.NanoTimestamp" -> Math.floorDiv((Long) value, 1000L);
            case "io.debezium.time.ZonedTimestamp" ->
                ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse((String) value));
            case "io.debezium.data.VariableScaleDecimal" -> variable((Struct) value);
            case "io.debezium.data.geometry.Geometry", "io.debezium.data.geometry.Point" ->
                ((Struct) value).getBytes("wkb");
            default -> plain(schema, value);
        };
    }

    private static String variable(Struct value) {
        return new BigDecimal(new BigInteger(value.getBytes("value")), value.getInt32("scale")).toPlainString();
    }

    private static Object plain(Schema schema, Object value) {
        return switch (value) {
            case Byte small -> small.intValue();
            case Short small -> small.intValue();
            case ByteBuffer buffer -> bytes(buffer);
            // a lone surrogate has no UTF-8: it becomes a question mark, as with every writer
            case String text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            case List<?> list ->
                list.isEmpty() ? "[]" : list.get(0) instanceof Struct ? "[{\"a\":1}]" : "[\"a\",\"b\"]";
            case Map<?, ?> map -> map(schema, map);
            default -> value;
        };
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static String map(Schema schema, Map<?, ?> map) {
        boolean texts = schema.keySchema().type() == Schema.Type.STRING;
        if (map.isEmpty()) {
            return texts ? "{}" : "[]";
        }
        return texts ? "{\"one\":1,\"three\":3,\"two\":2}" : "[{\"key\":1,\"value\":\"one\"}]";
    }
}
