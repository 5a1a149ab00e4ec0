package dev.freshet.sink.destination.postgresql;

import static dev.freshet.sink.destination.postgresql.PostgresDialect.quote;

import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.IsoText;
import dev.freshet.sink.destination.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** SQL text that changes tables in PostgreSQL. Each list is a transaction; a change that was broken off between two is taken up again. */
final class PostgresAlter {
    private PostgresAlter() {}

    /** @param key name of the primary key's constraint, empty when there is none */
    static List<List<String>> of(Target target, TableChange change, String key) {
        TableName table = target.table();
        return switch (change) {
            case TableChange.CreateTable create -> List.of(List.of(PostgresDialect.createTable(target)));
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
            case TableChange.RelaxNotNull(String column) -> List.of(List.of(relax(table, column)));
            case TableChange.KeyChanged(List<String> from, List<String> to) -> List.of(key(table, key, from, to));
            case TableChange.RenameTable(String to) -> List.of(List.of(renameTable(table, to)));
            case TableChange.DropTable() -> List.of(List.of(drop(table)));
            case TableChange.BeginRebuild(String name, List<String> columns) ->
                List.of(List.of(
                        drop(beside(table, name)),
                        "CREATE TABLE " + quote(beside(table, name)) + " (LIKE " + quote(table) + " INCLUDING ALL)"));
            case TableChange.EndRebuild(String name) -> {
                List<String> steps = new ArrayList<>(List.of(drop(table)));
                steps.add(renameTable(beside(table, name), table.table()));
                yield List.of(steps);
            }
            case TableChange.AbandonRebuild(String name) -> List.of(List.of(drop(beside(table, name))));
        };
    }

    private static TableName beside(TableName table, String name) {
        return new TableName(table.schema(), name);
    }

    private static String drop(TableName table) {
        return "DROP TABLE IF EXISTS " + quote(table);
    }

    private static String alter(TableName table) {
        return "ALTER TABLE " + quote(table);
    }

    /** A constant default costs no rewrite; it is for the rows that are there, and later ones bring their values. */
    private static List<String> addColumn(TableName table, Column column) {
        String add = PostgresDialect.addColumn(table, column);
        Object initial = column.initial();
        if (initial == null) {
            return List.of(add);
        }
        return List.of(
                add + " DEFAULT " + literal(column.type(), initial),
                alter(table) + " ALTER COLUMN " + quote(column.name()) + " DROP DEFAULT");
    }

    private static String literal(ColumnType type, Object value) {
        String text = IsoText.of(type, value).replace("\0", "");
        // one \x before all of the bytes
        String form = type instanceof ColumnType.Bytes ? "\\x" + text.replace("\\x", "") : text;
        return "CAST('" + form.replace("'", "''") + "' AS "
                + PostgresTypes.mapping(type).column() + ")";
    }

    private static String widen(TableName table, String column, ColumnType from, ColumnType to) {
        String type = PostgresTypes.mapping(to).column();
        return alter(table) + " ALTER COLUMN " + quote(column) + " TYPE " + type + " USING "
                + PostgresTypes.cast(from, quote(column), type);
    }

    private static List<List<String>> copy(TableName table, String column, ColumnType from, ColumnType to) {
        String type = PostgresTypes.mapping(to).column();
        String fresh = quote(column + "__new");
        String value = PostgresTypes.cast(from, quote(column), type);
        return List.of(
                List.of(alter(table) + " ADD COLUMN IF NOT EXISTS " + fresh + " " + type),
                List.of("UPDATE " + quote(table) + " SET " + fresh + " = " + value + " WHERE " + fresh
                        + "::text IS DISTINCT FROM (" + value + ")::text"),
                List.of(
                        alter(table) + " DROP COLUMN " + quote(column),
                        alter(table) + " RENAME COLUMN " + fresh + " TO " + quote(column)));
    }

    private static String rename(TableName table, String from, String to) {
        return alter(table) + " RENAME COLUMN " + quote(from) + " TO " + quote(to);
    }

    private static String relax(TableName table, String column) {
        return alter(table) + " ALTER COLUMN " + quote(column) + " DROP NOT NULL";
    }

    private static List<String> key(TableName table, String constraint, List<String> from, List<String> to) {
        List<String> steps = new ArrayList<>();
        if (!constraint.isEmpty()) {
            steps.add(alter(table) + " DROP CONSTRAINT " + quote(constraint));
        }
        from.stream().filter(column -> !to.contains(column)).forEach(column -> steps.add(relax(table, column)));
        steps.add(alter(table) + " ADD PRIMARY KEY ("
                + to.stream().map(PostgresDialect::quote).collect(Collectors.joining(", ")) + ")");
        return steps;
    }

    static String renameConstraint(TableName table, String from, String to) {
        return alter(table) + " RENAME CONSTRAINT " + quote(from) + " TO " + quote(to);
    }

    static String renameTable(TableName table, String to) {
        return alter(table) + " RENAME TO " + quote(to);
    }
}
