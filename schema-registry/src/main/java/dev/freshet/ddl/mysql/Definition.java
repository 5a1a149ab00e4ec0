package dev.freshet.ddl.mysql;

import dev.freshet.event.TableId;
import dev.freshet.schema.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one ALTER TABLE says of columns and key, beyond the steps that rows do not tell.
 *
 * @param columns  those that are defined in it, under their new names
 * @param untyped  columns of a type that we do not know
 * @param key      the new primary key; empty: there is none from now on; null: nothing is said about it
 */
public record Definition(
        TableId table,
        List<Column> columns,
        List<String> untyped,
        @Nullable List<String> key) {
    public Definition {
        columns = List.copyOf(columns);
        untyped = List.copyOf(untyped);
        key = key == null ? null : List.copyOf(key);
    }
}
