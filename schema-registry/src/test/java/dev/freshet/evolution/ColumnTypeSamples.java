package dev.freshet.evolution;

import dev.freshet.schema.ColumnType;
import java.util.List;
import java.util.Random;

/** Types of every kind, for properties. */
final class ColumnTypeSamples {
    static final List<ColumnType> ALL = List.of(
            new ColumnType.Bool(),
            new ColumnType.Int(16),
            new ColumnType.Int(32),
            new ColumnType.Int(64),
            new ColumnType.Decimal(1, 0),
            new ColumnType.Decimal(2, 2),
            new ColumnType.Decimal(5, 0),
            new ColumnType.Decimal(10, 2),
            new ColumnType.Decimal(20, 0),
            new ColumnType.Decimal(38, 19),
            new ColumnType.Decimal(65, 30),
            new ColumnType.Real(32),
            new ColumnType.Real(64),
            new ColumnType.Text(),
            new ColumnType.Json(),
            new ColumnType.Bytes(),
            new ColumnType.Date(),
            new ColumnType.Time(),
            new ColumnType.Timestamp(),
            new ColumnType.Instant());

    private ColumnTypeSamples() {}

    static ColumnType any(Random random) {
        return ALL.get(random.nextInt(ALL.size()));
    }
}
