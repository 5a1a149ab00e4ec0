package dev.freshet.local.snowflake.catalog;

import dev.freshet.local.snowflake.sql.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table as Snowflake knows it. The key is told and never enforced. */
public record TableDefinition(
        ObjectName name, List<ColumnDefinition> columns, List<String> key, boolean temporary, String comment) {
    public TableDefinition {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    public Optional<ColumnDefinition> column(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }

    public TableDefinition with(ColumnDefinition column) {
        List<ColumnDefinition> more = new ArrayList<>(columns);
        more.add(column);
        return new TableDefinition(name, more, key, temporary, comment);
    }

    public TableDefinition without(String column) {
        return new TableDefinition(
                name,
                columns.stream().filter(c -> !c.name().equals(column)).toList(),
                key.stream().filter(c -> !c.equals(column)).toList(),
                temporary,
                comment);
    }

    /** The column of this name becomes another; a key keeps it under its new name. */
    public TableDefinition replacing(String column, ColumnDefinition other) {
        return new TableDefinition(
                name,
                columns.stream().map(c -> c.name().equals(column) ? other : c).toList(),
                key.stream().map(c -> c.equals(column) ? other.name() : c).toList(),
                temporary,
                comment);
    }

    public TableDefinition named(ObjectName other) {
        return new TableDefinition(other, columns, key, temporary, comment);
    }

    public TableDefinition keyed(List<String> other) {
        return new TableDefinition(name, columns, other, temporary, comment);
    }

    public TableDefinition commented(String other) {
        return new TableDefinition(name, columns, key, temporary, other);
    }
}
