package dev.freshet.sink.destination.duckdb;

import static dev.freshet.sink.destination.Targets.columns;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.sink.destination.Golden;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Portion.Kind;
import dev.freshet.sink.destination.Target;
import dev.freshet.sink.destination.Targets;
import dev.freshet.sink.destination.jdbc.OffsetFence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuckDbDialectTest {
    @Test
    void sqlIsAsItWas() throws IOException {
        Target wide = Targets.everyType();
        Target soft = Targets.small(Mode.UPSERT, Deletes.SOFT);
        Target hard = Targets.small(Mode.UPSERT, Deletes.HARD);
        Target append = Targets.small(Mode.APPEND, Deletes.HARD);
        List<String> sql = new ArrayList<>(DuckDbDialect.CREATE_OFFSETS);
        sql.add(DuckDbDialect.READ_OFFSETS);
        sql.add(OffsetFence.FIRST);
        sql.add(OffsetFence.MOVE);
        sql.add(DuckDbDialect.READ_COLUMNS);
        sql.addAll(DuckDbDialect.createTable(wide));
        sql.addAll(DuckDbDialect.createTable(soft));
        sql.addAll(DuckDbDialect.createTable(append));
        sql.add(DuckDbDialect.addColumn(hard.table(), new Column("x\"y", new ColumnType.Decimal(5, 1), false)));
        sql.add(DuckDbDialect.addColumn(hard.table(), MetadataColumn.DELETED));
        sql.add(DuckDbDialect.createStaging(wide));
        sql.add(DuckDbDialect.createStaging(soft));
        sql.add(DuckDbDialect.createStaging(append));
        Portion all = new Portion(Kind.WRITE, columns(0, 1, 2), List.of());
        Portion some = new Portion(Kind.WRITE, columns(0, 1), List.of());
        Portion delete = new Portion(Kind.DELETE, columns(0, 1), List.of());
        Portion truncate = new Portion(Kind.TRUNCATE, columns(), List.of());
        BitSet every = new BitSet();
        every.set(0, wide.columns().size());
        sql.addAll(DuckDbMerge.apply(wide, List.of(new Portion(Kind.WRITE, every, List.of())), true));
        sql.addAll(DuckDbMerge.apply(hard, List.of(all, some, delete, truncate), true));
        sql.addAll(DuckDbMerge.apply(hard, List.of(all), false));
        sql.addAll(DuckDbMerge.apply(soft, List.of(all, truncate), true));
        sql.addAll(DuckDbMerge.apply(append, List.of(all), true));
        sql.addAll(DuckDbMerge.apply(Targets.widened("BIGINT", "VARCHAR"), List.of(all, delete), true));
        sql.addAll(DuckDbMerge.apply(Targets.named(), List.of(all, delete), true));
        sql.addAll(DuckDbMerge.apply(Targets.named(), List.of(all, delete), false));
        sql.add(DuckDbDialect.dropStaging());
        Targets.changes().forEach(change -> DuckDbAlter.of(hard, change).forEach(sql::addAll));
        Golden.assertEquals("duckdb.sql", String.join(";\n\n", sql) + ";\n");
    }
}
