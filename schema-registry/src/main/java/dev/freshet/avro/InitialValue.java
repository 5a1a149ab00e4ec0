package dev.freshet.avro;

import dev.freshet.schema.ColumnType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** What MySQL put into the rows that were there when a column was added: its default, else the empty value of its type. */
final class InitialValue {
    private InitialValue() {}

    /**
     * The value in the type's Java form.
     *
     * @param schema   without the null branch
     * @param nullable whether the column may be NULL, so that it needs no value
     */
    static @Nullable Object of(
            Schema.Field field, Schema schema, ValueReader reader, ColumnType type, boolean nullable) {
        if (!field.hasDefaultValue()) {
            return nullable ? null : empty(schema, type);
        }
        if (field.defaultVal() == JsonProperties.NULL_VALUE) {
            return null;
        }
        try {
            Object value = reader.read(new Input(encoded(field, schema), 0));
            // Debezium's word for a default that is no constant, such as CURRENT_TIMESTAMP
            boolean epoch = type instanceof ColumnType.Instant || type instanceof ColumnType.Timestamp;
            if (epoch && Long.valueOf(0).equals(value)) {
                return null;
            }
            return value instanceof String text && type instanceof ColumnType.Text ? MySqlLiteral.text(text) : value;
        } catch (AvroRuntimeException | IOException | Misfit | IndexOutOfBoundsException unreadable) {
            return null;
        }
    }

    private static byte[] encoded(Schema.Field field, Schema schema) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(GenericData.get().getDefaultValue(field), encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static @Nullable Object empty(Schema schema, ColumnType type) {
        return switch (type) {
            case ColumnType.Bool() -> false;
            case ColumnType.Int(int bits) -> bits == 64 ? (Object) 0L : (Object) 0;
            case ColumnType.Decimal(int precision, int scale) -> BigDecimal.ZERO.setScale(scale);
            case ColumnType.Real(int bits) -> bits == 32 ? (Object) 0f : (Object) 0d;
            case ColumnType.Text() -> firstMember(schema);
            case ColumnType.Bytes() -> new byte[0];
            case ColumnType.Time() -> 0L;
            case ColumnType.Json() -> "null";
            // MySQL's zero date, which is NULL elsewhere
            case ColumnType.Date() -> null;
            case ColumnType.Timestamp() -> null;
            case ColumnType.Instant() -> null;
        };
    }

    private static String firstMember(Schema schema) {
        Object members = schema.getObjectProp("connect.parameters") instanceof Map<?, ?> stated
                        && ColumnTypes.name(schema).equals("io.debezium.data.Enum")
                ? stated.get("allowed")
                : null;
        return members == null ? "" : members.toString().split(",", 2)[0];
    }
}
