package dev.freshet.sink.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.schema.ColumnType;
import org.junit.jupiter.api.Test;

class SnowflakeTypesTest {
    private static final ColumnType SINGLE = new ColumnType.Real(32);

    @Test
    void aSingleIsTheSameNumberInTheDoubleThatKeepsIt() {
        for (float value : new float[] {0.1f, -3.4e-38f, Float.MAX_VALUE, Float.MIN_VALUE, -0.0f, 16_777_217f}) {
            String staged = SnowflakeTypes.writer(SINGLE, "FLOAT").text(value);
            assertThat(Double.parseDouble(staged)).as(staged).isEqualTo((double) value);
        }
    }

    @Test
    void aSingleInATextIsItsShortestDecimal() {
        assertThat(SnowflakeTypes.writer(SINGLE, SnowflakeTypes.VARCHAR).text(0.1f))
                .isEqualTo("0.1");
    }
}
