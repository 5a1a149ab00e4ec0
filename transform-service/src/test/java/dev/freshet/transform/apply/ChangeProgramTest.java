package dev.freshet.transform.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.avro.EnvelopeDecoder;
import dev.freshet.event.Operation;
import dev.freshet.event.RowChange;
import dev.freshet.registry.Framing;
import dev.freshet.registry.IncompatibleSchemaException;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.transform.plan.SqlException;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeProgramTest {
    private static final String SQL =
            "SELECT id AS order_id, UPPER(status) AS state, total FROM orders WHERE total > 10";

    private final Shop.Registry registry = new Shop.Registry();
    private final Shop shop = new Shop(registry);

    private Programs programs(String sql, boolean nullOnError) {
        return new Programs(
                new Programs.Definition(sql, "orders", Shop.TOPIC, "clean.orders", List.of(), nullOnError), registry);
    }

    private ChangeProgram program(String sql, byte[] event) {
        return programs(sql, false).program(Framing.schemaId(event), Framing.schemaId(shop.key(1)));
    }

    private @Nullable RowChange read(byte @Nullable [] event) {
        if (event == null) {
            return null;
        }
        String key = registry.latest("clean.orders-key").orElseThrow().schema();
        return EnvelopeDecoder.compile(registry.schema(Framing.schemaId(event)), key)
                .decode(event);
    }

    private RowChange change(String op, @Nullable Struct before, @Nullable Struct after) {
        byte[] event = shop.event(op, before, after);
        return Objects.requireNonNull(read(program(SQL, event).apply(event)));
    }

    private static Struct in(long id) {
        return Shop.order(id, "new", 20.5);
    }

    private static Struct out(long id) {
        return Shop.order(id, "new", 5.0);
    }

    @Test
    void anUpdateWithinTheFilterStaysOne() {
        RowChange change = change("u", in(1), Shop.order(1, "paid", 30.0));
        assertThat(change.operation()).isEqualTo(Operation.UPDATE);
        assertThat(change.values()).containsExactly(1L, "PAID", 30.0);
    }

    @Test
    void anUpdateThatEntersIsACreate() {
        RowChange change = change("u", out(1), in(1));
        assertThat(change.operation()).isEqualTo(Operation.CREATE);
        assertThat(change.values()).containsExactly(1L, "NEW", 20.5);
    }

    @Test
    void anUpdateThatLeavesIsADeleteOfTheRowAsItWas() {
        RowChange change = change("u", in(1), out(1));
        assertThat(change.operation()).isEqualTo(Operation.DELETE);
        assertThat(change.values()).containsExactly(1L, "NEW", 20.5);
    }

    @Test
    void whatIsOutsideTheFilterMakesNothing() {
        for (byte[] event : List.of(
                shop.event("u", out(1), out(1)),
                shop.event("c", null, out(1)),
                shop.event("r", null, out(1)),
                shop.event("d", out(1), null),
                shop.event("c", null, Shop.order(1, "new", null)))) {
            assertThat(program(SQL, event).apply(event)).isNull();
        }
    }

    @Test
    void createsReadsAndDeletesKeepTheirOperation() {
        assertThat(change("c", null, in(1)).operation()).isEqualTo(Operation.CREATE);
        assertThat(change("r", null, in(1)).operation()).isEqualTo(Operation.READ);
        RowChange deleted = change("d", in(1), null);
        assertThat(deleted.operation()).isEqualTo(Operation.DELETE);
        assertThat(deleted.values()).containsExactly(1L, "NEW", 20.5);
    }

    @Test
    void theKeyIsTheInputsUnderItsNewName() {
        byte[] event = shop.event("c", null, in(7));
        byte[] key = Objects.requireNonNull(program(SQL, event).key(shop.key(7)));
        String schema = registry.schema(Framing.schemaId(key));
        assertThat(schema).contains("order_id").contains("clean.orders");
        assertThat(key).hasSameSizeAs(shop.key(7));
        read(program(SQL, event).apply(event));
    }

    @Test
    void aRowThatFailsIsOutAndReported() {
        String sql = "SELECT id, CAST(status AS INT) AS n FROM orders";
        byte[] good = shop.event("c", null, Shop.order(1, "5", 1.0));
        byte[] worse = shop.event("u", Shop.order(1, "5", 1.0), Shop.order(1, "x", 1.0));
        byte[] mended = shop.event("u", Shop.order(1, "x", 1.0), Shop.order(1, "6", 1.0));
        ChangeProgram program = program(sql, good);
        assertThat(read(program.apply(good))).isNotNull();
        assertThat(program.failure()).isNull();
        assertThat(Objects.requireNonNull(read(program.apply(worse))).operation())
                .as("the output holds no row that is no longer the input's")
                .isEqualTo(Operation.DELETE);
        assertThat(program.failure()).hasMessage("column n: a text is not INT");
        assertThat(Objects.requireNonNull(read(program.apply(mended))).operation())
                .isEqualTo(Operation.CREATE);
        assertThat(program.failure()).isNull();
    }

    @Test
    void byPolicyAFailureIsNull() {
        byte[] event = shop.event("c", null, Shop.order(1, "x", 1.0));
        ChangeProgram program = programs("SELECT id, CAST(status AS INT) AS n FROM orders", true)
                .program(Framing.schemaId(event), Framing.schemaId(shop.key(1)));
        assertThat(Objects.requireNonNull(read(program.apply(event))).values()).containsExactly(1L, null);
    }

    @Test
    void copiedColumnsKeepTheirSchemaAndComputedOnesGetTheirs() {
        byte[] event = shop.event("c", null, in(1));
        program("SELECT *, total * 2 AS twice, CAST(id AS STRING) AS text FROM orders", event);
        assertThat(EnvelopeDecoder.compile(
                                registry.latest("clean.orders-value")
                                        .orElseThrow()
                                        .schema(),
                                null)
                        .table()
                        .columns())
                .extracting(Column::name, Column::type)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("id", new ColumnType.Int(64)),
                        org.assertj.core.groups.Tuple.tuple("status", new ColumnType.Text()),
                        org.assertj.core.groups.Tuple.tuple("total", new ColumnType.Real(64)),
                        org.assertj.core.groups.Tuple.tuple("mail", new ColumnType.Text()),
                        org.assertj.core.groups.Tuple.tuple("twice", new ColumnType.Real(64)),
                        org.assertj.core.groups.Tuple.tuple("text", new ColumnType.Text()));
    }

    @Test
    void rowsOfOldAndNewVersionsAreEachReadByTheirOwnProgram() {
        Schema wider = SchemaBuilder.struct()
                .name("shop.shop.orders.Value")
                .optional()
                .field("id", Schema.INT64_SCHEMA)
                .field("status", Schema.STRING_SCHEMA)
                .field("colour", SchemaBuilder.string().defaultValue("red").build())
                .build();
        Schema envelope = Shop.envelope(wider);
        byte[] old = shop.event("c", null, in(1));
        byte[] now = shop.event(
                envelope,
                "c",
                null,
                new Struct(wider).put("id", 2L).put("status", "new").put("colour", "blue"));
        Programs programs = programs("SELECT id, colour FROM orders", false);
        int key = Framing.schemaId(shop.key(1));
        assertThat(Objects.requireNonNull(read(
                                programs.program(Framing.schemaId(now), key).apply(now)))
                        .values())
                .containsExactly(2L, "blue");
        assertThat(Objects.requireNonNull(read(
                                programs.program(Framing.schemaId(old), key).apply(old)))
                        .values())
                .containsExactly(1L, "red");
    }

    @Test
    void aColumnThatTheSqlNamesAndTheTableHasNoMoreIsSaid() {
        Schema narrower = SchemaBuilder.struct()
                .name("shop.shop.orders.Value")
                .optional()
                .field("id", Schema.INT64_SCHEMA)
                .build();
        byte[] now = shop.event(Shop.envelope(narrower), "c", null, new Struct(narrower).put("id", 2L));
        assertThatThrownBy(() -> program("SELECT id, status FROM orders", now))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("status");
    }

    @Test
    void theRegistrysRuleIsOvercomeByWideningsOnly() {
        byte[] event = shop.event("c", null, in(1));
        program("SELECT id, total AS x FROM orders", event);
        registry.strict = true;
        program("SELECT id, CAST(total AS STRING) AS x FROM orders", event);
        assertThatThrownBy(() -> program("SELECT id, CAST(status AS BYTES) AS x FROM orders", event))
                .isInstanceOf(IncompatibleSchemaException.class);
    }
}
