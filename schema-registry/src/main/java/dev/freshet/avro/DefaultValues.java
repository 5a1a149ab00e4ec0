package dev.freshet.avro;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** A Connect schema's default value in the forms that Avro turns into JSON: numbers, text, lists, maps. */
final class DefaultValues {
    private DefaultValues() {}

    /** The default of a schema, null when it has none. */
    static @Nullable Object of(Schema schema) {
        return schema.defaultValue() == null ? null : json(schema, schema.defaultValue());
    }

    static boolean hasTextKeys(Schema map) {
        return map.keySchema().type() == Schema.Type.STRING && !map.keySchema().isOptional();
    }

    private static Object json(Schema schema, @Nullable Object value) {
        if (value == null) {
            return JsonProperties.NULL_VALUE;
        }
        Object plain = plain(schema, value);
        return switch (schema.type()) {
            case INT8, INT16 -> ((Number) plain).intValue();
            case INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING -> plain;
            case BYTES -> text(plain);
            case ARRAY ->
                ((Collection<?>) plain)
                        .stream().map(each -> json(schema.valueSchema(), each)).toList();
            case MAP -> map(schema, (Map<?, ?>) plain);
            case STRUCT -> struct(schema, (Struct) plain);
        };
    }

    private static Object plain(Schema schema, Object value) {
        if (schema.name() == null) {
            return value;
        }
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME -> Decimal.fromLogical(schema, (BigDecimal) value);
            case Date.LOGICAL_NAME -> Date.fromLogical(schema, (java.util.Date) value);
            case Time.LOGICAL_NAME -> Time.fromLogical(schema, (java.util.Date) value);
            case Timestamp.LOGICAL_NAME -> Timestamp.fromLogical(schema, (java.util.Date) value);
            default -> value;
        };
    }

    /** Avro states bytes as text, one character a byte. */
    private static String text(Object bytes) {
        if (bytes instanceof byte[] array) {
            return new String(array, StandardCharsets.ISO_8859_1);
        }
        return StandardCharsets.ISO_8859_1
                .decode(((ByteBuffer) bytes).duplicate())
                .toString();
    }

    private static Object map(Schema schema, Map<?, ?> entries) {
        if (hasTextKeys(schema)) {
            Map<String, Object> object = new LinkedHashMap<>();
            entries.forEach((key, value) -> object.put((String) key, json(schema.valueSchema(), value)));
            return object;
        }
        List<Object> list = new ArrayList<>();
        entries.forEach(
                (key, value) -> list.add(List.of(json(schema.keySchema(), key), json(schema.valueSchema(), value))));
        return list;
    }

    private static Object struct(Schema schema, Struct struct) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            object.put(field.name(), json(field.schema(), struct.get(field)));
        }
        return object;
    }
}
