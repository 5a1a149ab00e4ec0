package dev.freshet.sink.destination.duckdb;

import dev.freshet.schema.ColumnType;
import dev.freshet.sink.destination.TypeMapping;

/** What the documentation of types is made from. */
public final class DuckDbTypeTable {
    private DuckDbTypeTable() {}

    public static TypeMapping of(ColumnType type) {
        return DuckDbTypes.mapping(type);
    }
}
