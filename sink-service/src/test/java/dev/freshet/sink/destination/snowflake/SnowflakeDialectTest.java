package dev.freshet.sink.destination.snowflake;

import static dev.freshet.sink.destination.Targets.columns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.Golden;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Portion.Kind;
import dev.freshet.sink.destination.Target;
import dev.freshet.sink.destination.Targets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SnowflakeDialectTest {
    private static final SnowflakeNames UPPER = new SnowflakeNames(false);
    private static final SnowflakeDialect DIALECT = new SnowflakeDialect(UPPER);
    private static final String STAGING = SnowflakeDialect.staging(1);
    private static final String WITHIN = SnowflakeControlDialect.within(1234);
    private static final String FOLDER = "shop.shop.orders/1a2b3c4d/1_0_0-40";

    private static SinkBatch batch(Target target) {
        return new SinkBatch(
                "shop's pipeline",
                "shop.shop.orders",
                target.table(),
                target.schema(),
                target.mode(),
                target.deletes(),
                List.of(),
                new TreeMap<>(Map.of(0, new OffsetRange(0, 40), 2, new OffsetRange(7, 9))));
    }

    /** Every statement that the destination sends, in the order of a table's life: for a person with an account to run once. */
    @Test
    void sqlIsAsItWas() throws IOException {
        Target wide = Targets.everyType();
        Target soft = Targets.small(Mode.UPSERT, Deletes.SOFT);
        Target hard = Targets.small(Mode.UPSERT, Deletes.HARD);
        Target append = Targets.small(Mode.APPEND, Deletes.HARD);
        SnowflakeMerge merge = new SnowflakeMerge(UPPER);
        SnowflakeAlter alter = new SnowflakeAlter(DIALECT);
        Portion all = new Portion(Kind.WRITE, columns(0, 1, 2), List.of());
        Portion some = new Portion(Kind.WRITE, columns(0, 1), List.of());
        Portion delete = new Portion(Kind.DELETE, columns(0, 1), List.of());
        BitSet every = new BitSet();
        every.set(0, wide.columns().size());
        List<String> files = List.of("0.csv.gz", "1.csv.gz");
        List<String> sql = new ArrayList<>(List.of(
                "SELECT CURRENT_WAREHOUSE()",
                SnowflakeDialect.CREATE_SCHEMA,
                SnowflakeDialect.CREATE_STAGE,
                SnowflakeControlDialect.createControl("shop.shop.orders"),
                SnowflakeControlDialect.SHOW_TRANSACTIONS,
                SnowflakeControlDialect.abort(1234),
                SnowflakeControlDialect.readOffsets("shop's pipeline", "shop.shop.orders"),
                DIALECT.describe(hard.table()),
                DIALECT.showTable(hard.table()),
                DIALECT.createSchema("shop"),
                DIALECT.createTable(wide),
                DIALECT.createTable(soft),
                DIALECT.createTable(append),
                DIALECT.addColumn(hard.table(), MetadataColumn.DELETED),
                DIALECT.anyRow(hard.table()),
                DIALECT.createStaging(wide, STAGING),
                DIALECT.createStaging(soft, STAGING),
                SnowflakeControlDialect.begin("shop's pipeline", "shop.shop.orders", "1a2b3c4d"),
                SnowflakeControlDialect.CURRENT_TRANSACTION,
                SnowflakeControlDialect.fence(batch(hard), WITHIN),
                SnowflakeControlDialect.countOffsets(batch(hard)),
                SnowflakeDialect.copy(STAGING, FOLDER, files),
                DIALECT.copyInto(append, FOLDER, files),
                DIALECT.copyInto(wide, FOLDER, files),
                merge.merge(wide, STAGING, List.of(new Portion(Kind.WRITE, every, List.of())), WITHIN),
                merge.merge(hard, STAGING, List.of(all, some, delete), WITHIN),
                merge.merge(soft, STAGING, List.of(all), WITHIN),
                merge.merge(
                        Targets.widened("NUMBER(19,0)", SnowflakeTypes.VARCHAR), STAGING, List.of(all, delete), WITHIN),
                merge.merge(Targets.named(), STAGING, List.of(all, some, delete), WITHIN),
                DIALECT.truncate(hard, "0001-00000007-000000000005-00000000", 1_700_000_000_000_000L, WITHIN),
                DIALECT.truncate(soft, "0001-00000007-000000000005-00000000", 1_700_000_000_000_000L, WITHIN),
                "COMMIT",
                SnowflakeDialect.remove(FOLDER),
                SnowflakeControlDialect.readSteps(batch(hard), "note"),
                SnowflakeControlDialect.writeSteps(batch(hard), "note", 1),
                DIALECT.unlike(hard.table(), List.of("id", "name"))));
        Targets.changes().forEach(change -> sql.addAll(alter.of(hard, change)));
        sql.add(alter.commentTable(hard.table()));
        sql.add(alter.currentView(
                append.table(), List.of("id", "since", "name", "_freshet_position"), List.of("id", "since")));
        sql.add(alter.dropCurrentView(append.table()));
        Golden.assertEquals("snowflake.sql", String.join(";\n\n", sql) + ";\n");
    }

    @Test
    void namesAreFoldedAndFoundAgain() {
        for (String name : List.of("id", "Id", "ID", "order id", "current_date", "ünï")) {
            String comment = UPPER.comment(name);
            assertThat(UPPER.source(UPPER.column(name), comment.isEmpty() ? null : comment))
                    .isEqualTo(name);
        }
        assertThat(UPPER.column("current_user")).isEqualTo("CURRENT_USER_");
        assertThat(UPPER.comment("id")).isEmpty();
    }

    @Test
    void namesThatFallTogetherAreRefused() {
        List<Column> columns =
                List.of(new Column("Id", new ColumnType.Int(32), true), new Column("ID", new ColumnType.Int(32), true));
        TableName table = new TableName("shop", "t");
        assertThatThrownBy(() -> UPPER.requireDistinct(table, columns))
                .isInstanceOf(DestinationException.Misconfigured.class)
                .hasMessageContaining("'Id' and 'ID'");
        new SnowflakeNames(true).requireDistinct(table, columns);
    }
}
