package dev.freshet.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.ddl.mysql.Gap;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.EventStamp;
import dev.freshet.event.SourcePosition;
import dev.freshet.event.TableId;
import dev.freshet.source.publish.BoundaryLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    private final List<String> published = new ArrayList<>();
    private final List<SchemaChange> told = new ArrayList<>();
    private final Rereads rereads = new Rereads(List.of());
    private final Definitions definitions =
            new Definitions("src", table -> !table.table().startsWith("_"), false, new RecordingLog(), rereads);

    @Test
    void theRecordsOfOneStatementAreJudgedTogether() {
        add("RENAME TABLE t TO _t_old", 7, "_t_old");
        add("RENAME TABLE _t_new TO t", 7, "t");
        assertThat(published).isEmpty();

        definitions.end(told::add);

        assertThat(published).containsExactly("src.shop.t [TableReplaced[]] at 7");
        assertThat(told).singleElement().satisfies(change -> {
            assertThat(change.tables()).containsExactly("shop._t_old", "shop.t");
            assertThat(change.steps()).containsExactly("shop.t: replaced by a table that was not captured before");
            assertThat(change.gaps()).isEmpty();
        });
    }

    @Test
    void aStatementEndsWhereTheNextBegins() {
        add("RENAME TABLE t TO _attic", 7, "_attic");
        add("RENAME TABLE _t_new TO t", 8, "t");
        definitions.end(told::add);
        definitions.end(told::add);

        assertThat(published)
                .containsExactly(
                        "src.shop.t [TableDropped[]] at 7", "src.shop.t [TableReplaced[], SnapshotBegun[]] at 8");
        assertThat(told.getLast().gaps()).containsExactly(new Gap.RowsMissing(new TableId("shop", "t")));
        assertThat(rereads.anyPending()).isTrue();
    }

    @Test
    void aSwapMayTakeTwoStatements() {
        add("RENAME TABLE t TO _t_del", 7, "_t_del");
        add("RENAME TABLE _t_gho TO t", 8, "t");
        definitions.end(told::add);

        assertThat(published).containsExactly("src.shop.t [] at 7", "src.shop.t [TableReplaced[]] at 8");
        assertThat(told.getLast().gaps()).isEmpty();
    }

    @Test
    void nobodyIsToldOfOtherPeoplesTables() {
        add("ALTER TABLE _mine ADD a INT", 7, "_mine");
        definitions.end(told::add);

        assertThat(told).isEmpty();
    }

    @Test
    void namesAreAsTheServerKeepsThem() {
        Definitions lower = new Definitions("src", table -> true, true, new RecordingLog(), rereads);
        lower.add(
                new DdlRecord(List.of(new TableId("shop", "T")), "ALTER TABLE T ADD Total INT", "shop"),
                new EventStamp(new SourcePosition(0, 1, 7, 0), 0),
                told::add);
        lower.end(told::add);

        assertThat(published).containsExactly("src.shop.t [ColumnAdded[column=Total]] at 7");
    }

    @Test
    void aStatementThatDebeziumTakesForOneAboutAnotherDatabaseIsNotPassedOver() {
        Definitions lower = new Definitions("src", table -> true, true, new RecordingLog(), rereads);
        lower.add(
                new DdlRecord(List.of(), "RENAME TABLE shop.t TO Shop.u", "Shop"),
                new EventStamp(new SourcePosition(0, 1, 7, 0), 0),
                told::add);

        assertThatThrownBy(() -> lower.end(told::add))
                .isInstanceOf(UnfollowedStatementException.class)
                .hasMessageContainingAll("shop.u", "Shop.u");
        assertThat(published).isEmpty();
    }

    @Test
    void aStatementThatCannotBeReadIsABoundaryOfTheTablesThatItTouched() {
        add("ALTER TABLE t FROBNICATE", 7, "t");
        definitions.end(told::add);

        assertThat(published).containsExactly("src.shop.t [] at 7");
    }

    @Test
    void aTableThatMayHaveBeenThereGetsNoBoundary() {
        add("CREATE TABLE IF NOT EXISTS t (id INT)", 7);
        definitions.end(told::add);

        assertThat(published).isEmpty();
    }

    @Test
    void aDatabaseIsDroppedWithAllTopicsOfItsTables() {
        add("DROP DATABASE shop", 7);
        definitions.end(told::add);

        assertThat(published).containsExactly("src.shop.a [TableDropped[]] at 7", "src.shop.b [TableDropped[]] at 7");
    }

    @Test
    void topicsAreNamedAsDebeziumNamesThem() {
        add("TRUNCATE TABLE `a b$ü`", 7);
        definitions.end(told::add);

        assertThat(published).containsExactly("src.shop.a_b__ [TableTruncated[]] at 7");
    }

    private void add(String ddl, int position, String... tables) {
        List<TableId> ids =
                List.of(tables).stream().map(name -> new TableId("shop", name)).toList();
        EventStamp stamp = new EventStamp(new SourcePosition(0, 1, position, 0), 0);
        definitions.add(new DdlRecord(ids, ddl, "shop"), stamp, told::add);
    }

    private final class RecordingLog implements BoundaryLog {
        @Override
        public void boundary(String topic, String ddl, List<Step> steps, EventStamp stamp) {
            published.add(topic + " " + steps + " at " + stamp.position().offset());
        }

        @Override
        public List<String> topics(String prefix) {
            return List.of(prefix + "a", prefix + "b");
        }
    }
}
