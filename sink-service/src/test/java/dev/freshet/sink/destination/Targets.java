package dev.freshet.sink.destination;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.TableName;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Tables whose SQL is kept as golden files. */
public final class Targets {
    public static final TableSchema EVERY_TYPE = new TableSchema(
            List.of(
                    new Column("tenant", new ColumnType.Int(16), false),
                    new Column("Order \"Id\"", new ColumnType.Int(64), false),
                    new Column("count", new ColumnType.Int(32), true),
                    new Column("paid", new ColumnType.Bool(), true),
                    new Column("total", new ColumnType.Decimal(12, 2), true),
                    new Column("wide", new ColumnType.Decimal(65, 30), true),
                    new Column("ratio", new ColumnType.Real(32), true),
                    new Column("factor", new ColumnType.Real(64), true),
                    new Column("note", new ColumnType.Text(), true),
                    new Column("doc", new ColumnType.Json(), true),
                    new Column("raw", new ColumnType.Bytes(), true),
                    new Column("day", new ColumnType.Date(), true),
                    new Column("span", new ColumnType.Time(), true),
                    new Column("wall", new ColumnType.Timestamp(), true),
                    new Column("moment", new ColumnType.Instant(), true)),
            List.of("Order \"Id\"", "tenant"));

    public static final TableSchema SMALL = new TableSchema(
            List.of(
                    new Column("id", new ColumnType.Int(32), false),
                    new Column("since", new ColumnType.Time(), false),
                    new Column("name", new ColumnType.Text(), true)),
            List.of("id", "since"));

    private Targets() {}

    public static Target everyType() {
        return new Target(new TableName("shop", "order"), EVERY_TYPE, Mode.UPSERT, Deletes.HARD);
    }

    public static Target small(Mode mode, Deletes deletes) {
        return new Target(new TableName("my \"shop\"", "Small"), SMALL, mode, deletes);
    }

    /** A small table with a key that the source does not enforce. */
    public static Target named() {
        TableSchema schema = new TableSchema(SMALL.columns(), SMALL.key(), false);
        return new Target(new TableName("my \"shop\"", "Small"), schema, Mode.UPSERT, Deletes.HARD);
    }

    /** A small table whose columns have other types than the rows that come. */
    public static Target widened(String integer, String text) {
        return new Target(
                new TableName("my \"shop\"", "Small"),
                SMALL,
                Mode.UPSERT,
                Deletes.HARD,
                Map.of("id", integer, "since", text));
    }

    /** One change of each kind, and two of those that come in forms. */
    public static List<TableChange> changes() {
        ColumnType narrow = new ColumnType.Int(16);
        ColumnType wide = new ColumnType.Int(64);
        return List.of(
                new TableChange.AddColumn(new Column("x\"y", new ColumnType.Text(), true, "it's new")),
                new TableChange.AddColumn(new Column("raw", new ColumnType.Bytes(), true, new byte[] {1, -1})),
                new TableChange.WidenColumn("n", narrow, wide, false),
                new TableChange.WidenColumn("n", new ColumnType.Bool(), wide, true),
                new TableChange.ReplaceColumn(new Column("n", new ColumnType.Bytes(), true), narrow, "n__old"),
                new TableChange.RenameColumn("a", "b"),
                new TableChange.DropColumn("a"),
                new TableChange.RelaxNotNull("a"),
                new TableChange.KeyChanged(List.of("id", "since"), List.of("id", "name")),
                new TableChange.RenameTable("Other"),
                new TableChange.DropTable(),
                new TableChange.BeginRebuild("beside", List.of("id", "since")),
                new TableChange.EndRebuild("beside"),
                new TableChange.AbandonRebuild("beside"));
    }

    public static BitSet columns(int... indexes) {
        BitSet columns = new BitSet();
        for (int index : indexes) {
            columns.set(index);
        }
        return columns;
    }
}
