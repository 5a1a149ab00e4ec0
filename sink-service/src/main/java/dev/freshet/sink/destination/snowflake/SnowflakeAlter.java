package dev.freshet.sink.destination.snowflake;

import static dev.freshet.sink.destination.snowflake.SnowflakeNames.quote;
import static dev.freshet.sink.destination.snowflake.SnowflakeNames.text;

import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * SQL text that changes tables in Snowflake. Every statement is a transaction of its own, and the order is such that what was broken off
 * is taken up again: a column that is missing while its copy is there is the copy under its other name.
 */
final class SnowflakeAlter {
    private static final Pattern NUMBER = Pattern.compile("NUMBER\\((\\d+),(\\d+)\\)");

    private final SnowflakeDialect dialect;
    private final SnowflakeNames names;

    SnowflakeAlter(SnowflakeDialect dialect) {
        this.dialect = dialect;
        this.names = dialect.names();
    }

    List<String> of(Target target, TableChange change) {
        TableName table = target.table();
        return switch (change) {
            case TableChange.CreateTable create -> List.of(dialect.createTable(target));
            case TableChange.AddColumn(Column column) -> addColumn(table, column);
            case TableChange.WidenColumn(String column, ColumnType from, ColumnType to, boolean copy) ->
                !copy && inPlace(from, to)
                        ? List.of(alter(table) + " ALTER COLUMN " + names.quoteColumn(column) + " SET DATA TYPE "
                                + SnowflakeDialect.type(to))
                        : copy(target, column, from, to);
            case TableChange.ReplaceColumn(Column column, ColumnType from, String aside) -> {
                List<String> steps = new ArrayList<>(rename(table, column.name(), aside));
                steps.addAll(addColumn(table, column));
                yield List.copyOf(steps);
            }
            case TableChange.RenameColumn(String from, String to) -> rename(table, from, to);
            case TableChange.DropColumn(String column) ->
                List.of(alter(table) + " DROP COLUMN IF EXISTS " + names.quoteColumn(column));
            case TableChange.RelaxNotNull(String column) -> List.of(nullable(table, column));
            case TableChange.KeyChanged(List<String> from, List<String> to) -> key(table, from, to);
            case TableChange.RenameTable(String to) -> List.of(renameTable(table, to));
            case TableChange.DropTable() -> List.of(drop(table));
            case TableChange.BeginRebuild(String name, List<String> key) -> {
                TableName beside = beside(table, name);
                yield List.of(like(beside, table), commentTable(beside), empty(beside));
            }
            case TableChange.EndRebuild(String name) -> takePlace(table, beside(table, name));
            case TableChange.AbandonRebuild(String name) -> List.of(drop(beside(table, name)));
        };
    }

    static TableName beside(TableName table, String name) {
        return new TableName(table.schema(), name);
    }

    String drop(TableName table) {
        return "DROP TABLE IF EXISTS " + names.quote(table);
    }

    /** Empty, of the same columns and key; who may read the one may read the other. */
    String like(TableName fresh, TableName table) {
        return "CREATE TABLE " + names.quote(fresh) + " LIKE " + names.quote(table) + " COPY GRANTS";
    }

    String empty(TableName table) {
        return "DELETE FROM " + names.quote(table);
    }

    /**
     * In one statement, which copies no rows, and which can be said again until the other table is dropped: a swap that was broken off
     * would be swapped back. The grants are the replaced table's.
     */
    List<String> takePlace(TableName table, TableName fresh) {
        return List.of(
                "CREATE OR REPLACE TABLE " + names.quote(table) + " CLONE " + names.quote(fresh) + " COPY GRANTS",
                commentTable(table),
                drop(fresh));
    }

    private String alter(TableName table) {
        return "ALTER TABLE " + names.quote(table);
    }

    /** A number may have more digits before the point; everything else is copied. */
    private static boolean inPlace(ColumnType from, ColumnType to) {
        var before = NUMBER.matcher(SnowflakeDialect.type(from));
        var after = NUMBER.matcher(SnowflakeDialect.type(to));
        return before.matches() && after.matches() && before.group(2).equals(after.group(2));
    }

    /** Name of a copy until it takes the column's place. */
    String copyName(String column) {
        return column + "__new";
    }

    /** Name of a new column until the rows that are there have its default. */
    String draftName(String column) {
        return column + "__add";
    }

    /**
     * A default would stay for ever on a column that is added with it (Snowflake does not let go of it), and knows no functions: so the rows
     * that are there are written.
     */
    private List<String> addColumn(TableName table, Column column) {
        String type = SnowflakeDialect.type(column.type());
        Object initial = column.initial();
        if (initial == null) {
            return List.of(alter(table) + " ADD COLUMN IF NOT EXISTS " + names.quoteColumn(column.name()) + " " + type
                    + dialect.comment(column.name()));
        }
        String draft = names.quoteColumn(draftName(column.name()));
        List<String> steps = new ArrayList<>(List.of(
                alter(table) + " ADD COLUMN IF NOT EXISTS " + draft + " " + type,
                "UPDATE " + names.quote(table) + " SET " + draft + " = " + literal(column.type(), initial) + " WHERE "
                        + draft + " IS NULL",
                alter(table) + " RENAME COLUMN " + draft + " TO " + names.quoteColumn(column.name())));
        steps.addAll(comment(table, column.name()));
        return List.copyOf(steps);
    }

    private static String literal(ColumnType type, Object value) {
        String kept = SnowflakeDialect.type(type);
        String written = text(SnowflakeTypes.writer(type, kept).text(value));
        return switch (type) {
            case ColumnType.Json() -> "PARSE_JSON(" + written + ")";
            case ColumnType.Bytes() -> "TO_BINARY(" + written + ", 'HEX')";
            default -> "CAST(" + written + " AS " + kept + ")";
        };
    }

    private List<String> copy(Target target, String column, ColumnType from, ColumnType to) {
        TableName table = target.table();
        String type = SnowflakeDialect.type(to);
        String fresh = names.quoteColumn(copyName(column));
        String old = names.quoteColumn(column);
        boolean key = target.schema().key().contains(column);
        // a truth is 1 or 0 among decimals, also where those are kept as text
        boolean truth = from instanceof ColumnType.Bool && to instanceof ColumnType.Decimal;
        List<String> steps = new ArrayList<>(List.of(
                alter(table) + " ADD COLUMN IF NOT EXISTS " + fresh + " " + type,
                "UPDATE " + names.quote(table) + " SET " + fresh + " = "
                        + SnowflakeTypes.cast(from, truth ? "IFF(" + old + ", 1, 0)" : old, type)));
        if (key) {
            steps.add(alter(table) + " DROP PRIMARY KEY");
        }
        steps.add(alter(table) + " DROP COLUMN " + old);
        steps.addAll(finishCopy(table, column));
        if (key) {
            steps.add(primaryKey(table, target.schema().key()));
        }
        return List.copyOf(steps);
    }

    /** What is left of a copy once the old column is gone. */
    List<String> finishCopy(TableName table, String column) {
        List<String> steps = new ArrayList<>(List.of(alter(table) + " RENAME COLUMN "
                + names.quoteColumn(copyName(column)) + " TO " + names.quoteColumn(column)));
        steps.addAll(comment(table, column));
        return steps;
    }

    /** Puts the source's name beside a column that cannot tell it. */
    List<String> comment(TableName table, String column) {
        String comment = names.comment(column);
        return comment.isEmpty()
                ? List.of()
                : List.of(alter(table) + " ALTER COLUMN " + names.quoteColumn(column) + " COMMENT " + text(comment));
    }

    String dropPrimaryKey(TableName table) {
        return alter(table) + " DROP PRIMARY KEY";
    }

    String primaryKey(TableName table, List<String> key) {
        return alter(table) + " ADD PRIMARY KEY (" + dialect.keyNames(key) + ")";
    }

    private List<String> rename(TableName table, String from, String to) {
        List<String> steps = new ArrayList<>();
        if (!names.column(from).equals(names.column(to))) {
            steps.add(alter(table) + " RENAME COLUMN " + names.quoteColumn(from) + " TO " + names.quoteColumn(to));
        }
        if (!names.comment(from).isEmpty() || !names.comment(to).isEmpty()) {
            steps.add(alter(table) + " ALTER COLUMN " + names.quoteColumn(to) + " COMMENT " + text(names.comment(to)));
        }
        return steps;
    }

    private String nullable(TableName table, String column) {
        return alter(table) + " ALTER COLUMN " + names.quoteColumn(column) + " DROP NOT NULL";
    }

    private List<String> key(TableName table, List<String> from, List<String> to) {
        List<String> steps = new ArrayList<>();
        if (!from.isEmpty()) {
            steps.add(dropPrimaryKey(table));
        }
        from.stream().filter(column -> !to.contains(column)).forEach(column -> steps.add(nullable(table, column)));
        to.stream()
                .filter(column -> !from.contains(column))
                .forEach(column ->
                        steps.add(alter(table) + " ALTER COLUMN " + names.quoteColumn(column) + " SET NOT NULL"));
        steps.add(primaryKey(table, to));
        return List.copyOf(steps);
    }

    /**
     * Of each key the newest row that a history has, but for those that were deleted.
     *
     * @param columns of the history but for its operation, as the view is to have them
     */
    String currentView(TableName table, List<String> columns, List<String> key) {
        String shown = columns.stream().map(names::quoteColumn).collect(Collectors.joining(", "));
        String operation = names.quote(MetadataColumn.OPERATION);
        return "CREATE OR REPLACE VIEW " + names.quote(currentView(table)) + " COPY GRANTS AS SELECT " + shown
                + " FROM (SELECT * FROM " + names.quote(table) + " WHERE " + operation
                + " <> 't' QUALIFY ROW_NUMBER() OVER"
                + " (PARTITION BY " + dialect.keyNames(key) + " ORDER BY " + names.quote(MetadataColumn.POSITION)
                + " DESC) = 1) AS h WHERE " + operation + " <> 'd'";
    }

    private static TableName currentView(TableName table) {
        return new TableName(table.schema(), table.table() + "__current");
    }

    String dropCurrentView(TableName table) {
        return "DROP VIEW IF EXISTS " + names.quote(currentView(table));
    }

    String renameTable(TableName table, String to) {
        return alter(table) + " RENAME TO " + quote(names.folded(table.schema())) + "." + quote(names.folded(to));
    }

    String commentTable(TableName table) {
        return alter(table) + " SET COMMENT = " + text(SnowflakeNames.comment(table));
    }
}
