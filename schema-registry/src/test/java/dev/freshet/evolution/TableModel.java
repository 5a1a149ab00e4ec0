package dev.freshet.evolution;

import dev.freshet.evolution.StoredTable.StoredColumn;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A destination table of columns only, that takes changes as a destination does. */
final class TableModel {
    private final List<StoredColumn> columns = new ArrayList<>();
    private List<String> key;

    TableModel(TableSchema schema) {
        schema.columns().forEach(column -> columns.add(stored(column)));
        key = schema.key();
    }

    StoredTable stored() {
        return new StoredTable(columns, key);
    }

    List<String> names() {
        return columns.stream().map(StoredColumn::name).toList();
    }

    void apply(TableChange change) {
        switch (change) {
            case TableChange.CreateTable create -> throw new AssertionError("the table exists");
            case TableChange.AddColumn(Column column) -> add(stored(column));
            case TableChange.WidenColumn(String name, ColumnType from, ColumnType to, boolean copy) -> {
                StoredColumn old = take(name);
                if (!Objects.equals(old.type(), from)) {
                    throw new AssertionError(name + " is no " + from);
                }
                add(new StoredColumn(name, to, "", old.nullable()));
            }
            case TableChange.ReplaceColumn(Column column, ColumnType from, String aside) -> {
                rename(column.name(), aside);
                add(stored(column));
            }
            case TableChange.RenameColumn(String from, String to) -> rename(from, to);
            case TableChange.DropColumn(String name) -> take(name);
            case TableChange.RelaxNotNull(String name) -> {
                StoredColumn old = take(name);
                add(new StoredColumn(name, old.type(), old.nativeType(), true));
            }
            case TableChange.KeyChanged(List<String> from, List<String> to) -> key = to;
            case TableChange.RenameTable renamed -> {}
            case TableChange.DropTable() -> columns.clear();
            case TableChange.BeginRebuild begin -> {}
            case TableChange.EndRebuild end -> {}
            case TableChange.AbandonRebuild abandon -> {}
        }
    }

    private void rename(String from, String to) {
        StoredColumn old = take(from);
        add(new StoredColumn(to, old.type(), old.nativeType(), old.nullable()));
    }

    private void add(StoredColumn column) {
        if (names().contains(column.name())) {
            throw new AssertionError("there is a " + column.name() + " already");
        }
        columns.add(column);
    }

    private StoredColumn take(String name) {
        StoredColumn column = stored().column(name).orElseThrow(() -> new AssertionError("no column " + name));
        columns.remove(column);
        return column;
    }

    private static StoredColumn stored(Column column) {
        return new StoredColumn(column.name(), column.type(), "", column.nullable());
    }
}
