package dev.freshet.evolution;

import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table as a destination has it, without Freshet's own columns.
 *
 * @param key     names of the columns that rows are told apart by, in any order; empty: a history, or a table without a key
 * @param keyName what the destination calls that key; empty: nothing, or what it calls one by itself
 */
public record StoredTable(List<StoredColumn> columns, List<String> key, String keyName) {
    /**
     * One column.
     *
     * @param type       null: a type of the destination that no column type is kept as; values are handed over as they are
     * @param nativeType the destination's own word for the type
     */
    public record StoredColumn(String name, @Nullable ColumnType type, String nativeType, boolean nullable) {}

    /** A table whose key has no name of its own. */
    public StoredTable(List<StoredColumn> columns, List<String> key) {
        this(columns, key, "");
    }

    public StoredTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    public Optional<StoredColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    public boolean has(String name) {
        return column(name).isPresent();
    }

    /** A name like this one that no column has: {@code price__old}, {@code price__old2}... */
    public String free(String name) {
        String free = name + "__old";
        for (int i = 2; has(free); i++) {
            free = name + "__old" + i;
        }
        return free;
    }

    /** The table after these changes. That it is renamed or dropped as a whole is not seen here. */
    public StoredTable after(List<TableChange> changes) {
        StoredTable now = this;
        for (TableChange change : changes) {
            now = now.after(change);
        }
        return now;
    }

    private StoredTable after(TableChange change) {
        return switch (change) {
            case TableChange.AddColumn(Column column) -> with(column);
            case TableChange.WidenColumn widen -> widened(widen.column(), widen.to());
            case TableChange.ReplaceColumn replace ->
                renamed(replace.column().name(), replace.aside()).with(replace.column());
            case TableChange.RenameColumn(String from, String to) -> renamed(from, to);
            case TableChange.DropColumn(String column) -> without(column);
            case TableChange.KeyChanged changed -> new StoredTable(columns, changed.to());
            case TableChange.RelaxNotNull relax -> this;
            case TableChange.CreateTable create -> this;
            case TableChange.RenameTable rename -> this;
            case TableChange.DropTable drop -> this;
            case TableChange.BeginRebuild begin -> this;
            case TableChange.EndRebuild end -> this;
            case TableChange.AbandonRebuild abandon -> this;
        };
    }

    private StoredTable with(Column column) {
        List<StoredColumn> more = new ArrayList<>(columns);
        more.add(new StoredColumn(column.name(), column.type(), "", true));
        return new StoredTable(more, key, keyName);
    }

    private StoredTable widened(String name, ColumnType to) {
        return new StoredTable(
                columns.stream()
                        .map(column ->
                                column.name().equals(name) ? new StoredColumn(name, to, "", column.nullable()) : column)
                        .toList(),
                key,
                keyName);
    }

    StoredTable renamed(String from, String to) {
        return new StoredTable(
                columns.stream()
                        .map(column -> column.name().equals(from)
                                ? new StoredColumn(to, column.type(), column.nativeType(), column.nullable())
                                : column)
                        .toList(),
                key.stream().map(name -> name.equals(from) ? to : name).toList(),
                keyName);
    }

    StoredTable without(String name) {
        return new StoredTable(
                columns.stream().filter(column -> !column.name().equals(name)).toList(), key, keyName);
    }
}
