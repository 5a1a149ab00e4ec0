package dev.freshet.evolution;

import dev.freshet.schema.ColumnType;

/** Changes and types in people's words, for activity and messages. */
public final class Wording {
    private Wording() {}

    /** In the past tense, without the table: {@code widened column price from decimal(10,2) to decimal(12,2)}. */
    public static String of(TableChange change) {
        return switch (change) {
            case TableChange.CreateTable(var schema) ->
                "created the table with " + schema.columns().size() + " columns";
            case TableChange.AddColumn(var column) -> "added column " + column.name() + " as " + of(column.type());
            case TableChange.WidenColumn(String column, ColumnType from, ColumnType to, boolean copy) ->
                "widened column " + column + " from " + of(from) + " to " + of(to) + (copy ? " by a copy" : "");
            case TableChange.ReplaceColumn(var column, ColumnType from, String aside) ->
                "replaced column " + column.name() + " of " + of(from) + " by one of " + of(column.type())
                        + "; the old values are in " + aside;
            case TableChange.RenameColumn(String from, String to) -> "renamed column " + from + " to " + to;
            case TableChange.DropColumn(String column) -> "dropped column " + column;
            case TableChange.RelaxNotNull(String column) -> "let column " + column + " hold NULL";
            case TableChange.KeyChanged(var from, var to) ->
                "changed the key from (" + String.join(", ", from) + ") to (" + String.join(", ", to) + ")";
            case TableChange.RenameTable(String to) -> "renamed the table to " + to;
            case TableChange.DropTable() -> "dropped the table";
            case TableChange.BeginRebuild begin -> "began to rebuild the table; the rows that are there stay readable";
            case TableChange.EndRebuild end -> "rebuilt the table from a fresh snapshot";
            case TableChange.AbandonRebuild abandon -> "gave the rebuilding of the table up";
        };
    }

    /** One word for each kind of change, for counting. */
    public static String kind(TableChange change) {
        return switch (change) {
            case TableChange.CreateTable create -> "create-table";
            case TableChange.AddColumn add -> "add-column";
            case TableChange.WidenColumn widen -> "widen-column";
            case TableChange.ReplaceColumn replace -> "replace-column";
            case TableChange.RenameColumn rename -> "rename-column";
            case TableChange.DropColumn drop -> "drop-column";
            case TableChange.RelaxNotNull relax -> "relax-not-null";
            case TableChange.KeyChanged key -> "change-key";
            case TableChange.RenameTable rename -> "rename-table";
            case TableChange.DropTable drop -> "drop-table";
            case TableChange.BeginRebuild begin -> "begin-rebuild";
            case TableChange.EndRebuild end -> "rebuild";
            case TableChange.AbandonRebuild abandon -> "abandon-rebuild";
        };
    }

    public static String of(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool() -> "boolean";
            case ColumnType.Int(int bits) -> "int" + bits;
            case ColumnType.Decimal(int precision, int scale) -> "decimal(" + precision + "," + scale + ")";
            case ColumnType.Real(int bits) -> "float" + bits;
            case ColumnType.Text() -> "text";
            case ColumnType.Json() -> "json";
            case ColumnType.Bytes() -> "bytes";
            case ColumnType.Date() -> "date";
            case ColumnType.Time() -> "time";
            case ColumnType.Timestamp() -> "timestamp";
            case ColumnType.Instant() -> "instant";
        };
    }
}
