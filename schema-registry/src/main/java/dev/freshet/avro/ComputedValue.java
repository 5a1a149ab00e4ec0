package dev.freshet.avro;

import dev.freshet.schema.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Decimal;

/** How a value of a column type is said in Avro: as Debezium says it, so that every reader of sources reads it too. */
final class ComputedValue {
    private static final String NAME = "connect.name";
    private static final long MICROS = 1_000_000;

    private ComputedValue() {}

    static Schema schema(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool() -> Schema.create(Schema.Type.BOOLEAN);
            case ColumnType.Int(int bits) -> integer(bits);
            case ColumnType.Decimal(int precision, int scale) -> decimal(precision, scale);
            case ColumnType.Real(int bits) -> Schema.create(bits == 32 ? Schema.Type.FLOAT : Schema.Type.DOUBLE);
            case ColumnType.Text() -> Schema.create(Schema.Type.STRING);
            case ColumnType.Json() -> named(Schema.Type.STRING, "io.debezium.data.Json");
            case ColumnType.Bytes() -> Schema.create(Schema.Type.BYTES);
            case ColumnType.Date() -> named(Schema.Type.INT, "io.debezium.time.Date");
            case ColumnType.Time() -> named(Schema.Type.LONG, "io.debezium.time.MicroTime");
            case ColumnType.Timestamp() -> named(Schema.Type.LONG, "io.debezium.time.MicroTimestamp");
            case ColumnType.Instant() -> named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp");
        };
    }

    private static Schema integer(int bits) {
        Schema schema = Schema.create(bits == 64 ? Schema.Type.LONG : Schema.Type.INT);
        if (bits == 16) {
            schema.addProp("connect.type", "int16");
        }
        return schema;
    }

    private static Schema named(Schema.Type type, String name) {
        Schema schema = Schema.create(type);
        schema.addProp("connect.version", 1);
        schema.addProp(NAME, name);
        return schema;
    }

    private static Schema decimal(int precision, int scale) {
        Schema schema = Schema.create(Schema.Type.BYTES);
        schema.addProp("scale", scale);
        schema.addProp("precision", precision);
        schema.addProp("connect.version", 1);
        schema.addProp(
                "connect.parameters",
                Map.of(
                        Decimal.SCALE_FIELD,
                        Integer.toString(scale),
                        "connect.decimal.precision",
                        Integer.toString(precision)));
        schema.addProp(NAME, Decimal.LOGICAL_NAME);
        schema.addProp("logicalType", "decimal");
        return schema;
    }

    static ValueWriter writer(ColumnType type) {
        return ValueWriter.of(write(type));
    }

    private static ValueWriter.Write write(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool() -> (value, out) -> out.putByte((Boolean) value ? 1 : 0);
            case ColumnType.Int(int bits) -> (value, out) -> out.putLong(((Number) value).longValue());
            case ColumnType.Decimal(int precision, int scale) ->
                (value, out) ->
                        out.putUnscaled(((BigDecimal) value).setScale(scale).unscaledValue());
            case ColumnType.Real(int bits) ->
                bits == 32
                        ? (value, out) -> out.putFloat((Float) value)
                        : (value, out) -> out.putDouble((Double) value);
            case ColumnType.Text() -> (value, out) -> out.putText((String) value);
            case ColumnType.Json() -> (value, out) -> out.putText((String) value);
            case ColumnType.Bytes() -> (value, out) -> out.putBytes((byte[]) value);
            case ColumnType.Date() -> (value, out) -> out.putLong((Integer) value);
            case ColumnType.Time() -> (value, out) -> out.putLong((Long) value);
            case ColumnType.Timestamp() -> (value, out) -> out.putLong((Long) value);
            case ColumnType.Instant() -> (value, out) -> out.putText(instant((Long) value));
        };
    }

    private static String instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000)
                .toString();
    }
}
