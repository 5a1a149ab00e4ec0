package dev.freshet.schema;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One column: name as the source spells it, type, and whether it may be NULL.
 *
 * @param initial what rows hold that were there before the column was added: the default that it was added with; null when that is NULL or
 *     not a constant. Of the type's Java form
 */
public record Column(
        String name,
        ColumnType type,
        boolean nullable,
        @Nullable Object initial) {
    /** A column whose earlier rows hold NULL. */
    public Column(String name, ColumnType type, boolean nullable) {
        this(name, type, nullable, null);
    }

    /** Bytes are compared by what they hold. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Column that
                && name.equals(that.name)
                && type.equals(that.type)
                && nullable == that.nullable
                && Objects.deepEquals(initial, that.initial);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, nullable);
    }
}
