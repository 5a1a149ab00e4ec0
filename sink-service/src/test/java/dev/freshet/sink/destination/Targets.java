package dev.freshet.sink.destination;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.TableName;
import java.util.BitSet;
import java.util.List;

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

    public static BitSet columns(int... indexes) {
        BitSet columns = new BitSet();
        for (int index : indexes) {
            columns.set(index);
        }
        return columns;
    }
}
