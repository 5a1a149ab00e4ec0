package dev.freshet.sink.destination.postgresql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.schema.ColumnType;
import dev.freshet.sink.destination.DestinationException;
import org.junit.jupiter.api.Test;

class PostgresTypesTest {
    @Test
    void whatPostgresCannotKeepIsRejectedWithoutTellingTheValue() {
        rejected(new ColumnType.Text(), "secret\0");
        rejected(new ColumnType.Json(), "\"secret\0\"");
        rejected(new ColumnType.Timestamp(), Long.MIN_VALUE);
        rejected(new ColumnType.Instant(), -210_866_803_200_000_001L);
    }

    private static void rejected(ColumnType type, Object value) {
        assertThatThrownBy(() -> PostgresTypes.writer(type).write(new CopyBuffer(), value))
                .isInstanceOf(DestinationException.Rejected.class)
                .hasMessageNotContaining("secret");
    }
}
