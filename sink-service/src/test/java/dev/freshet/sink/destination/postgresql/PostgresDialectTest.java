package dev.freshet.sink.destination.postgresql;

import static dev.freshet.sink.destination.Targets.columns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.Golden;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Portion.Kind;
import dev.freshet.sink.destination.Target;
import dev.freshet.sink.destination.Targets;
import dev.freshet.sink.destination.jdbc.OffsetFence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresDialectTest {
    @Test
    void sqlIsAsItWas() throws IOException {
        Target wide = Targets.everyType();
        Target soft = Targets.small(Mode.UPSERT, Deletes.SOFT);
        Target hard = Targets.small(Mode.UPSERT, Deletes.HARD);
        Target append = Targets.small(Mode.APPEND, Deletes.HARD);
        String stage = PostgresDialect.staging(1);
        List<String> sql = new ArrayList<>(PostgresDialect.SETTINGS);
        sql.add(PostgresDialect.CHECK);
        sql.add(PostgresDialect.createSchema("my \"shop\""));
        sql.add(PostgresDialect.CREATE_OFFSETS);
        sql.add(PostgresDialect.READ_OFFSETS);
        sql.add(OffsetFence.FIRST);
        sql.add(OffsetFence.MOVE);
        sql.add(PostgresDialect.READ_COLUMNS);
        sql.add(PostgresDialect.createTable(wide));
        sql.add(PostgresDialect.createTable(soft));
        sql.add(PostgresDialect.createTable(append));
        sql.add(PostgresDialect.addColumn(hard.table(), new Column("x\"y", new ColumnType.Decimal(5, 1), false)));
        sql.add(PostgresDialect.addColumn(hard.table(), MetadataColumn.DELETED));
        sql.add(PostgresDialect.createStaging(wide, stage));
        sql.add(PostgresDialect.createStaging(soft, stage));
        sql.add(PostgresDialect.createStaging(append, stage));
        sql.add(PostgresDialect.copy(stage));
        sql.add(PostgresDialect.apply(wide, stage, Kind.WRITE, columns(0, 1, 4, 9, 12)));
        sql.add(PostgresDialect.apply(wide, stage, Kind.DELETE, columns(0, 1)));
        sql.add(PostgresDialect.apply(hard, stage, Kind.TRUNCATE, columns()));
        sql.add(PostgresDialect.apply(soft, stage, Kind.WRITE, columns(0, 1, 2)));
        sql.add(PostgresDialect.apply(soft, stage, Kind.TRUNCATE, columns()));
        sql.add(PostgresDialect.apply(append, stage, Kind.WRITE, columns(0, 1, 2)));
        Target widened = Targets.widened("bigint", "text");
        sql.add(PostgresDialect.apply(widened, stage, Kind.WRITE, columns(0, 1, 2)));
        sql.add(PostgresDialect.apply(widened, stage, Kind.DELETE, columns(0, 1)));
        sql.add(PostgresDialect.createTable(Targets.named()));
        sql.add(PostgresDialect.createStaging(Targets.named(), stage));
        sql.add(PostgresDialect.apply(Targets.named(), stage, Kind.WRITE, columns(0, 1, 2)));
        sql.add(PostgresDialect.apply(Targets.named(), stage, Kind.DELETE, columns(0, 1)));
        sql.add(PostgresDialect.dropStaging(stage));
        sql.add(PostgresDialect.READ_KEY);
        Targets.changes()
                .forEach(change -> PostgresAlter.of(hard, change, "Small_pkey").forEach(sql::addAll));
        Golden.assertEquals("postgresql.sql", String.join(";\n\n", sql) + ";\n");
    }

    @Test
    void namesThatPostgresWouldCutAreRefused() {
        assertThat(PostgresDialect.quote("x".repeat(63))).hasSize(65);
        assertThatThrownBy(() -> PostgresDialect.quote("ü".repeat(32)))
                .isInstanceOf(DestinationException.Misconfigured.class)
                .hasMessageContaining("63 bytes");
    }
}
