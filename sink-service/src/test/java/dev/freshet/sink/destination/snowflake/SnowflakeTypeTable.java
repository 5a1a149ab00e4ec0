package dev.freshet.sink.destination.snowflake;

import dev.freshet.schema.ColumnType;
import dev.freshet.sink.destination.TypeMapping;

/** What the documentation of types is made from. */
public final class SnowflakeTypeTable {
    private SnowflakeTypeTable() {}

    public static TypeMapping of(ColumnType type) {
        return SnowflakeTypes.mapping(type);
    }
}
