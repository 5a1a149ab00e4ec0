package dev.freshet.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.Column;
import io.debezium.relational.CustomConverterRegistry;
import io.debezium.relational.TableId;
import io.debezium.spi.converter.ConvertedField;
import io.debezium.spi.converter.CustomConverter;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.Year;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaithfulColumnsTest {
    private static final TableId TABLE = TableId.parse("shop.orders");

    // as Debezium makes it: by its name, without its type arguments
    @SuppressWarnings("unchecked")
    private final CustomConverterRegistry registry = new CustomConverterRegistry(
            List.of((CustomConverter<SchemaBuilder, ConvertedField>) (CustomConverter<?, ?>) new FaithfulColumns()));

    @Test
    void aBoolIsTheNumberItHolds() {
        Column column = column("BOOL", Types.BOOLEAN);
        assertThat(schema(column).type()).isEqualTo(Schema.Type.INT16);
        assertThat(converted(column, 2)).isEqualTo((short) 2);
        assertThat(converted(column, true)).isEqualTo((short) 1);
    }

    @Test
    void aDateThatIsNoneIsNullEvenWhereNullIsForbidden() {
        Column column = column("DATE", Types.DATE);
        assertThat(schema(column).isOptional()).isTrue();
        assertThat(converted(column, null)).isNull();
    }

    @Test
    void theSecondZeroOfATimestampIsNoMoment() {
        Column column = column("TIMESTAMP", Types.TIMESTAMP_WITH_TIMEZONE);
        schema(column);
        assertThat(converted(column, OffsetDateTime.parse("1970-01-01T00:00:00Z")))
                .isNull();
        assertThat(converted(column, OffsetDateTime.parse("1970-01-01T00:00:01Z")))
                .isEqualTo("1970-01-01T00:00:01Z");
    }

    @Test
    void theYearThatCannotBeIsTheYearZero() {
        Column column = column("YEAR", Types.INTEGER);
        schema(column);
        assertThat(converted(column, Year.of(1900))).isEqualTo(0);
        assertThat(converted(column, Year.of(1901))).isEqualTo(1901);
    }

    @Test
    void binaryWithoutALengthIsOneByte() {
        Column column = column("BINARY", Types.BINARY);
        schema(column);
        assertThat(converted(column, new byte[0])).isEqualTo(new byte[] {0});
    }

    @Test
    void whatDebeziumGetsRightIsLeftToIt() {
        assertThat(registry.registerConverterFor(TABLE, column("INT", Types.INTEGER), null))
                .isEmpty();
    }

    private SchemaBuilder schema(Column column) {
        return registry.registerConverterFor(TABLE, column, null).orElseThrow();
    }

    private @Nullable Object converted(Column column, @Nullable Object value) {
        return registry.getValueConverter(TABLE, column).orElseThrow().convert(value);
    }

    private static Column column(String type, int jdbcType) {
        return Column.editor()
                .name("c")
                .type(type)
                .jdbcType(jdbcType)
                .optional(false)
                .create();
    }
}
