package dev.freshet.source.capture;

import io.debezium.config.CommonConnectorConfig.BinaryHandlingMode;
import io.debezium.jdbc.JdbcValueConverters;
import io.debezium.jdbc.JdbcValueConverters.BigIntUnsignedMode;
import io.debezium.jdbc.JdbcValueConverters.DecimalMode;
import io.debezium.jdbc.TemporalPrecisionMode;
import io.debezium.relational.Column;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import io.debezium.time.Year;
import java.time.ZoneOffset;
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
 *   <li>YEAR 0000 is stored as the year 1900 would be, which YEAR cannot hold otherwise.
 * </ul>
 */
public final class FaithfulColumns implements CustomConverter<SchemaBuilder, RelationalColumn> {
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
            case "DATE", "DATETIME", "TIMESTAMP" -> {
                if (!column.isOptional()) {
                    nullable(column, registration);
                }
            }
            default -> {
                // Debezium's own way is right
            }
        }
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
        Column optional = Column.editor()
                .name(column.name())
                .type(column.typeName(), column.typeExpression())
                .jdbcType(column.jdbcType())
                .nativeType(column.nativeType())
                .length(column.length().orElse(Column.UNSET_INT_VALUE))
                .optional(true)
                .create();
        SchemaBuilder schema = temporal.schemaBuilder(optional).optional();
        Field field = new Field(column.name(), 0, schema.schema());
        registration.register(schema, temporal.converter(optional, field)::convert);
    }
}
