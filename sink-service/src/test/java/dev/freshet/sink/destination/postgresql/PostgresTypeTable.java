package dev.freshet.sink.destination.postgresql;

import dev.freshet.schema.ColumnType;
import dev.freshet.sink.destination.TypeMapping;

/** What the documentation of types is made from. */
public final class PostgresTypeTable {
    private PostgresTypeTable() {}

    public static TypeMapping of(ColumnType type) {
        return PostgresTypes.mapping(type);
    }
}
