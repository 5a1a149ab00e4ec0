package dev.freshet.sink.destination.duckdb;

import static dev.freshet.sink.destination.duckdb.DuckDbDialect.quote;

import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.IsoText;
import dev.freshet.sink.destination.Target;
import java.util.ArrayList;
import java.util.List;

/** SQL text that changes tables in DuckDB. Each list is a transaction; a change that was broken off between two is taken up again. */
final class DuckDbAlter {
    private DuckDbAlter() {}

    static List<List<String>> of(Target target, TableChange change) {
        TableName table = target.table();
        return switch (change) {
            case TableChange.CreateTable create -> List.of(DuckDbDialect.createTable(target));
            case TableChange.AddColumn(Column column) -> List.of(addColumn(table, column));
            case TableChange.WidenColumn(String column, ColumnType from, ColumnType to, boolean copy) ->
                copy ? copy(table, column, from, to) : List.of(List.of(widen(table, column, from, to)));
            case TableChange.ReplaceColumn(Column column, ColumnType from, String aside) -> {
                List<String> steps = new ArrayList<>(List.of(rename(table, column.name(), aside)));
                steps.addAll(addColumn(table, column));
                yield List.of(steps);
            }
            case TableChange.RenameColumn(String from, String to) -> List.of(List.of(rename(table, from, to)));
            case TableChange.DropColumn(String column) ->
                List.of(List.of(alter(table) + " DROP COLUMN IF EXISTS " + quote(column)));
            case TableChange.RelaxNotNull(String column) -> List.of(List.of(notNull(table, column, "DROP")));
            case TableChange.KeyChanged(List<String> from, List<String> to) -> List.of(key(table, from, to));
            case TableChange.RenameTable(String to) -> List.of(List.of(renameTable(table, to)));
            case TableChange.DropTable() -> List.of(List.of(drop(table)));
            case TableChange.BeginRebuild(String name, List<String> columns) ->
                List.of(beside(table, new TableName(table.schema(), name), columns));
            case TableChange.EndRebuild(String name) ->
                List.of(List.of(drop(table), renameTable(new TableName(table.schema(), name), table.table())));
            case TableChange.AbandonRebuild(String name) -> List.of(List.of(drop(new TableName(table.schema(), name))));
        };
    }

    private static String drop(TableName table) {
        return "DROP TABLE IF EXISTS " + quote(table);
    }

    /** Empty, with the same columns and the same key. */
    private static List<String> beside(TableName table, TableName other, List<String> key) {
        List<String> steps = new ArrayList<>(List.of(
                drop(other), "CREATE TABLE " + quote(other) + " AS SELECT * FROM " + quote(table) + " LIMIT 0"));
        key.forEach(column -> steps.add(notNull(other, column, "SET")));
        return steps;
    }

    private static String alter(TableName table) {
        return "ALTER TABLE " + quote(table);
    }

    /** The default is for the rows that are there; later ones bring their values. */
    private static List<String> addColumn(TableName table, Column column) {
        String add = DuckDbDialect.addColumn(table, column);
        Object initial = column.initial();
        if (initial == null) {
            return List.of(add);
        }
        String value = "CAST('" + IsoText.of(column.type(), initial).replace("'", "''") + "' AS "
                + DuckDbTypes.mapping(column.type()).column() + ")";
        return List.of(
                add + " DEFAULT " + value, alter(table) + " ALTER COLUMN " + quote(column.name()) + " DROP DEFAULT");
    }

    private static String widen(TableName table, String column, ColumnType from, ColumnType to) {
        return alter(table) + " ALTER COLUMN " + quote(column) + " SET DATA TYPE "
                + DuckDbTypes.mapping(to).column() + " USING " + value(column, from, to);
    }

    /** A truth is 1 or 0 among decimals, also where those are kept as text. */
    private static String value(String column, ColumnType from, ColumnType to) {
        boolean truth = from instanceof ColumnType.Bool && to instanceof ColumnType.Decimal;
        String value = truth ? DuckDbTypes.cast(quote(column), "INTEGER") : quote(column);
        return DuckDbTypes.cast(value, DuckDbTypes.mapping(to).column());
    }

    private static List<List<String>> copy(TableName table, String column, ColumnType from, ColumnType to) {
        String type = DuckDbTypes.mapping(to).column();
        String fresh = quote(column + "__new");
        return List.of(
                List.of(alter(table) + " ADD COLUMN IF NOT EXISTS " + fresh + " " + type),
                List.of("UPDATE " + quote(table) + " SET " + fresh + " = " + value(column, from, to) + " WHERE " + fresh
                        + " IS DISTINCT FROM " + value(column, from, to)),
                List.of(
                        alter(table) + " DROP COLUMN " + quote(column),
                        alter(table) + " RENAME COLUMN " + fresh + " TO " + quote(column)));
    }

    private static String rename(TableName table, String from, String to) {
        return alter(table) + " RENAME COLUMN " + quote(from) + " TO " + quote(to);
    }

    private static String notNull(TableName table, String column, String verb) {
        return alter(table) + " ALTER COLUMN " + quote(column) + " " + verb + " NOT NULL";
    }

    /** A key is what is NOT NULL: see {@link DuckDbDialect#createTable}. */
    private static List<String> key(TableName table, List<String> from, List<String> to) {
        List<String> steps = new ArrayList<>();
        from.stream()
                .filter(column -> !to.contains(column))
                .forEach(column -> steps.add(notNull(table, column, "DROP")));
        to.stream()
                .filter(column -> !from.contains(column))
                .forEach(column -> steps.add(notNull(table, column, "SET")));
        return steps;
    }

    /** Whether no two rows are alike in these columns, and none lacks one. */
    static String unlike(TableName table, List<String> key) {
        String columns =
                String.join(", ", key.stream().map(DuckDbDialect::quote).toList());
        String missing = String.join(
                " OR ", key.stream().map(column -> quote(column) + " IS NULL").toList());
        return "SELECT NOT EXISTS (SELECT 1 FROM " + quote(table) + " WHERE " + missing
                + ") AND NOT EXISTS (SELECT 1 FROM " + quote(table) + " GROUP BY " + columns + " HAVING count(*) > 1)";
    }

    static String renameTable(TableName table, String to) {
        return alter(table) + " RENAME TO " + quote(to);
    }
}
