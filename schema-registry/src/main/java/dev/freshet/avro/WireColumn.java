package dev.freshet.avro;

import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A column of an envelope's rows as it stands in the bytes: what a reader that does not know Debezium's semantic types must be told.
 *
 * @param field its name in the Avro schema
 */
public record WireColumn(String field, Column column, Wire wire) {
    /** How a value is written. */
    public enum Wire {
        BOOLEAN,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        TEXT,
        BYTES,
        /** Bytes of the unscaled value. */
        DECIMAL,
        /** An int: days since 1970. */
        DAYS,
        /** An int: milliseconds of a time. */
        INT_MILLIS,
        /** A long: milliseconds, since 1970 or of a time. */
        MILLIS,
        /** A long: microseconds. */
        MICROS,
        /** A long: nanoseconds. */
        NANOS,
        /** A text in ISO form with its zone. */
        ISO_MOMENT,
        /** A record, a list or another form that has no plain SQL type. */
        NESTED
    }

    /**
     * The columns of the row after a change, in their order.
     *
     * @param valueSchema writer schema of the value (JSON text): Debezium's envelope
     * @throws DecodingException when the schema is not an envelope
     */
    public static List<WireColumn> of(String valueSchema) {
        Schema envelope = EnvelopeDecoder.parseEnvelope(valueSchema);
        return EnvelopeDecoder.rowSchema(envelope.getField("after")).getFields().stream()
                .map(field ->
                        new WireColumn(field.name(), ColumnReader.of(field).column(), wire(field.schema())))
                .toList();
    }

    private static Wire wire(Schema field) {
        Schema schema = field;
        if (ColumnReader.isNullable(field)) {
            List<Schema> branches = field.getTypes();
            schema = branches.get(branches.get(0).getType() == Schema.Type.NULL ? 1 : 0);
        }
        ColumnType type = ColumnTypes.of(schema);
        return switch (schema.getType()) {
            case BOOLEAN -> Wire.BOOLEAN;
            case INT ->
                type instanceof ColumnType.Date
                        ? Wire.DAYS
                        : type instanceof ColumnType.Time ? Wire.INT_MILLIS : Wire.INT;
            case LONG -> isTime(type) ? unit(schema) : Wire.LONG;
            case FLOAT -> Wire.FLOAT;
            case DOUBLE -> Wire.DOUBLE;
            case STRING -> type instanceof ColumnType.Instant ? Wire.ISO_MOMENT : Wire.TEXT;
            case BYTES -> type instanceof ColumnType.Decimal ? Wire.DECIMAL : Wire.BYTES;
            case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, NULL -> Wire.NESTED;
        };
    }

    private static boolean isTime(ColumnType type) {
        return type instanceof ColumnType.Timestamp
                || type instanceof ColumnType.Instant
                || type instanceof ColumnType.Time;
    }

    private static Wire unit(Schema schema) {
        return switch (ValueReaders.unit(schema)) {
            case MILLIS -> Wire.MILLIS;
            case MICROS -> Wire.MICROS;
            case NANOS -> Wire.NANOS;
        };
    }
}
