package dev.freshet.source.capture;

import io.debezium.config.CommonConnectorConfig.BinaryHandlingMode;
import io.debezium.data.Json;
import io.debezium.jdbc.JdbcValueConverters;
import io.debezium.jdbc.JdbcValueConverters.BigIntUnsignedMode;
import io.debezium.jdbc.JdbcValueConverters.DecimalMode;
import io.debezium.jdbc.TemporalPrecisionMode;
import io.debezium.relational.Column;
import io.debezium.relational.ValueConverter;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import io.debezium.time.Year;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The columns whose values Debezium by itself does not hand over as they are in MySQL. Debezium makes one of these by its name.
 *
 * <ul>
 *   <li>BOOL is TINYINT(1), which holds -128 to 127: Debezium takes it for a boolean, but only where it met the word in a
 *       statement, and for a number after a snapshot.
 *   <li>A zero date is none. In a NOT NULL column Debezium makes 1970-01-01 of it; so here every date may be NULL.
 *   <li>A zero TIMESTAMP is the second 0 in the binary log, where no true one can be: TIMESTAMP begins a second later.
 *   <li>REAL is DOUBLE: Debezium takes the word for single precision.
 *   <li>BINARY is one byte where no length is named: Debezium leaves out a zero there.
 *   <li>Text of the character set binary is bytes: Debezium knows so after a snapshot only.
 *   <li>JSON is printed as MySQL prints it: see {@link JsonDocument}.
 *   <li>YEAR 0000 is stored as the year 1900 would be, which YEAR cannot hold otherwise.
 * </ul>
 */
public final class FaithfulColumns implements CustomConverter<SchemaBuilder, RelationalColumn> {
    private static final String ZERO_TIMESTAMP = "1970-01-01T00:00:00";
    private static final int YEAR_ZERO_IN_THE_LOG = 1900;

    private final JdbcValueConverters temporal = new JdbcValueConverters(
            DecimalMode.PRECISE,
            TemporalPrecisionMode.ADAPTIVE_TIME_MICROSECONDS,
            ZoneOffset.UTC,
            date -> date,
            BigIntUnsignedMode.PRECISE,
            BinaryHandlingMode.BYTES);

    @Override
    public void configure(Properties properties) {
        // nothing can be chosen
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        switch (column.typeName().toUpperCase(Locale.ROOT)) {
            case "BOOL", "BOOLEAN" ->
                registration.register(SchemaBuilder.int16(), value -> number(value, column.isOptional()));
            case "YEAR" -> registration.register(Year.builder(), value -> year(value, column.isOptional()));
            case "DATE", "DATETIME" -> {
                if (!column.isOptional()) {
                    nullable(column, registration);
                }
            }
            case "TIMESTAMP" -> moment(column, registration);
            case "BINARY" -> filled(column, registration);
            case "CHAR" -> {
                if ("binary".equalsIgnoreCase(column.charsetName())) {
                    filled(column, registration);
                }
            }
            case "REAL", "REAL UNSIGNED" ->
                registration.register(SchemaBuilder.float64(), value -> real(value, column.isOptional()));
            case "JSON" -> registration.register(Json.builder(), value -> json(value, column.isOptional()));
            default -> {
                if ("binary".equalsIgnoreCase(column.charsetName())) {
                    registration.register(SchemaBuilder.bytes(), value -> bytes(value, column.isOptional(), 0));
                }
            }
        }
    }

    private static @Nullable Object real(@Nullable Object value, boolean optional) {
        return switch (value) {
            case null -> optional ? null : 0.0;
            case Number number -> number.doubleValue();
            default -> Double.valueOf(value.toString().strip());
        };
    }

    private static @Nullable Object json(@Nullable Object value, boolean optional) {
        return switch (value) {
            case null -> optional ? null : "null";
            case byte[] document -> JsonDocument.text(document);
            default -> value.toString();
        };
    }

    /** The log leaves out the zeros at the end, which Debezium puts back only where a statement names the length. */
    private static void filled(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        int width = column.length().orElse(1);
        registration.register(SchemaBuilder.bytes(), value -> bytes(value, column.isOptional(), width));
    }

    private static @Nullable Object bytes(@Nullable Object value, boolean optional, int width) {
        return switch (value) {
            case null -> optional ? null : new byte[width];
            case byte[] bytes -> bytes.length < width ? Arrays.copyOf(bytes, width) : bytes;
            case ByteBuffer buffer -> bytes(read(buffer), optional, width);
            // one character for each byte
            default -> bytes(value.toString().getBytes(StandardCharsets.ISO_8859_1), optional, width);
        };
    }

    private static byte[] read(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static @Nullable Object number(@Nullable Object value, boolean optional) {
        return switch (value) {
            case null -> optional ? null : (short) 0;
            case Boolean truth -> (short) (truth ? 1 : 0);
            case Number number -> number.shortValue();
            default -> Short.valueOf(value.toString().strip());
        };
    }

    private static @Nullable Object year(@Nullable Object value, boolean optional) {
        int year = switch (value) {
            case null -> 0;
            case java.time.Year given -> given.getValue();
            case Number number -> number.intValue();
            // the driver says a year as the first day of it
            case java.sql.Date day -> day.toLocalDate().getYear();
            default -> Integer.parseInt(value.toString().strip());
        };
        if (value == null && optional) {
            return null;
        }
        return year == YEAR_ZERO_IN_THE_LOG ? 0 : year;
    }

    private void nullable(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        Column optional = optional(column);
        SchemaBuilder schema = temporal.schemaBuilder(optional).optional();
        ValueConverter converter = converter(optional, schema);
        registration.register(schema, converter::convert);
    }

    private void moment(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        Column optional = optional(column);
        SchemaBuilder schema = temporal.schemaBuilder(optional).optional();
        ValueConverter converter = converter(optional, schema);
        int digits = optional.length();
        registration.register(
                schema,
                value -> unlessZero(
                        value instanceof ZonedDateTime moment && IsoMoment.isUsual(moment, digits)
                                ? IsoMoment.text(moment, digits)
                                : converter.convert(value)));
    }

    private ValueConverter converter(Column optional, SchemaBuilder schema) {
        return temporal.converter(optional, new Field(optional.name(), 0, schema.schema()));
    }

    private static Column optional(RelationalColumn column) {
        return Column.editor()
                .name(column.name())
                .type(column.typeName(), column.typeExpression())
                .jdbcType(column.jdbcType())
                .nativeType(column.nativeType())
                .length(column.length().orElse(Column.UNSET_INT_VALUE))
                .optional(true)
                .create();
    }

    private static @Nullable Object unlessZero(@Nullable Object value) {
        return value instanceof String text && text.startsWith(ZERO_TIMESTAMP) ? null : value;
    }
}
