package dev.freshet.local.snowflake.catalog;

import dev.freshet.local.snowflake.sql.DataType;

/**
 * A column as Snowflake knows it.
 *
 * @param defaultValue SQL, empty when there is none
 * @param addedWithDefault Snowflake never lets go of the default of a column that ALTER TABLE added with one
 */
public record ColumnDefinition(
        String name, DataType type, boolean notNull, String defaultValue, boolean addedWithDefault, String comment) {
    public ColumnDefinition named(String other) {
        return new ColumnDefinition(other, type, notNull, defaultValue, addedWithDefault, comment);
    }

    public ColumnDefinition typed(DataType other) {
        return new ColumnDefinition(name, other, notNull, defaultValue, addedWithDefault, comment);
    }

    public ColumnDefinition notNull(boolean now) {
        return new ColumnDefinition(name, type, now, defaultValue, addedWithDefault, comment);
    }

    public ColumnDefinition commented(String other) {
        return new ColumnDefinition(name, type, notNull, defaultValue, addedWithDefault, other);
    }

    public ColumnDefinition withoutDefault() {
        return new ColumnDefinition(name, type, notNull, "", false, comment);
    }
}
