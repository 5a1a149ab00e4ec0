package dev.freshet.ddl.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.DefinitionChange.Step.ColumnAdded;
import dev.freshet.event.DefinitionChange.Step.SnapshotBegun;
import dev.freshet.event.DefinitionChange.Step.TableContinued;
import dev.freshet.event.DefinitionChange.Step.TableCreated;
import dev.freshet.event.DefinitionChange.Step.TableDropped;
import dev.freshet.event.DefinitionChange.Step.TableRenamed;
import dev.freshet.event.DefinitionChange.Step.TableReplaced;
import dev.freshet.event.TableId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffectsTest {
    private static final TableId T = shop("t");
    private static final TableId U = shop("u");
    private static final List<Step> CONTINUED = List.of(new TableContinued(T));

    @Test
    void aSwapReplacesTheTableAndMissesNothing() {
        Effects effects = effects("RENAME TABLE t TO _t_old, _t_new TO t");

        assertThat(effects.steps()).isEqualTo(Map.of(T, List.of(new TableReplaced())));
        assertThat(effects.gaps()).isEmpty();
        assertThat(effects("RENAME TABLE shop.t TO shop._t_del, shop._t_gho TO shop.t")
                        .steps())
                .isEqualTo(effects.steps());
    }

    @Test
    void aRenameBetweenCapturedTablesIsToldWhereTheRowsWere() {
        assertThat(effects("RENAME TABLE t TO u").steps())
                .isEqualTo(Map.of(T, List.of(new TableRenamed(U)), U, CONTINUED));
        assertThat(effects("ALTER TABLE t ADD a INT, RENAME u").steps())
                .isEqualTo(Map.of(T, List.of(new ColumnAdded("a"), new TableRenamed(U)), U, CONTINUED));
    }

    @Test
    void aTableThatIsRenamedOutOfSightIsDropped() {
        assertThat(effects("RENAME TABLE t TO _attic").steps()).isEqualTo(Map.of(T, List.of(new TableDropped())));
        assertThat(effects("RENAME TABLE t TO _u_old").steps()).isEqualTo(Map.of(T, List.of(new TableDropped())));
        assertThat(effects("RENAME TABLE t TO other.t").steps()).isEqualTo(Map.of(T, List.of(new TableDropped())));
        assertThat(effects("RENAME TABLE t TO other._t_old").steps()).isEqualTo(Map.of(T, List.of(new TableDropped())));
    }

    @Test
    void aSwapOfTwoStatementsReplacesTheTableAndMissesNothing() {
        for (String old : List.of("_t_del", "_t_20240229123456_del", "__t_OLD")) {
            SetAside aside = new SetAside();

            Effects first = effects("RENAME TABLE t TO " + old, aside);
            Effects second = effects("ALTER TABLE _t_gho RENAME TO t", aside);

            assertThat(first.steps()).isEqualTo(Map.of(T, List.of()));
            assertThat(second.steps()).isEqualTo(Map.of(T, List.of(new TableReplaced())));
            assertThat(second.gaps()).isEmpty();
            assertThat(effects("DROP TABLE `" + old + "`", aside).steps()).isEmpty();
        }
    }

    @Test
    void aTableSetAsideIsGoneWhenWhatIsLeftOfItIs() {
        SetAside aside = new SetAside();

        effects("RENAME TABLE t TO _t_old", aside);

        assertThat(effects("DROP TABLE _t_old", aside).steps()).isEqualTo(Map.of(T, List.of(new TableDropped())));
        assertThat(effects("RENAME TABLE _t_gho TO t", aside).gaps()).containsExactly(new Gap.RowsMissing(T));
    }

    @Test
    void aTableSetAsideIsForgottenWhenAnotherTakesItsName() {
        for (String taken : List.of("CREATE TABLE t (id INT)", "RENAME TABLE u TO t", "RENAME TABLE other.x TO t")) {
            SetAside aside = new SetAside();
            effects("RENAME TABLE t TO _t_old", aside);

            effects(taken, aside);

            assertThat(effects("DROP TABLE _t_old", aside).steps()).as(taken).isEmpty();
        }
    }

    @Test
    void aTableThatComesIntoSightBringsRowsThatNobodyCaptured() {
        Effects effects = effects("RENAME TABLE other.t TO t");

        assertThat(effects.steps()).isEqualTo(Map.of(T, List.of(new TableReplaced(), new SnapshotBegun())));
        assertThat(effects.gaps()).containsExactly(new Gap.RowsMissing(T));
    }

    @Test
    void anotherTableInThePlaceOfOneThatStaysCapturedIsNoSwap() {
        Effects effects = effects("RENAME TABLE t TO u, _t_new TO t");

        assertThat(effects.steps())
                .isEqualTo(Map.of(
                        T, List.of(new TableRenamed(U), new TableReplaced(), new SnapshotBegun()), U, CONTINUED));
        assertThat(effects.gaps()).containsExactly(new Gap.RowsMissing(T));
    }

    @Test
    void onlyATableThatIsSurelyNewIsCreated() {
        assertThat(effects("CREATE TABLE t (id INT)").steps()).isEqualTo(Map.of(T, List.of(new TableCreated())));
        assertThat(effects("CREATE TABLE IF NOT EXISTS t (id INT)").steps()).isEmpty();
    }

    @Test
    void tablesThatAreNotCapturedAreNobodysBusiness() {
        assertThat(effects("ALTER TABLE _t_new ADD a INT AUTO_INCREMENT").steps())
                .isEmpty();
        assertThat(effects("ALTER TABLE _t_new ADD a INT AUTO_INCREMENT").gaps())
                .isEmpty();
        assertThat(effects("DROP TABLE _t_old, u").steps()).isEqualTo(Map.of(U, List.of(new TableDropped())));
    }

    @Test
    void aChangeThatNeedsNoStepIsStillOne() {
        assertThat(effects("ALTER TABLE t MODIFY a BIGINT").steps()).isEqualTo(Map.of(T, List.<Step>of()));
    }

    @Test
    void valuesOfTheirOwnInRowsThatWereThereAreAGap() {
        assertThat(effects("ALTER TABLE t ADD a TIMESTAMP DEFAULT NOW(), ADD b INT")
                        .gaps())
                .containsExactly(new Gap.RowsChangedSilently(T, List.of("a")));
    }

    @Test
    void aKeyOfValuesThatNobodyCapturedHasTheTableReadAnew() {
        Effects effects = effects("ALTER TABLE t DROP PRIMARY KEY, ADD a INT AUTO_INCREMENT PRIMARY KEY, ADD b INT");

        assertThat(effects.steps())
                .isEqualTo(Map.of(T, List.of(new ColumnAdded("a"), new ColumnAdded("b"), new SnapshotBegun())));
        assertThat(effects.gaps()).containsExactly(new Gap.RowsUnidentified(T, List.of("a")));
        assertThat(effects("ALTER TABLE t DROP PRIMARY KEY, ADD a CHAR(36) DEFAULT (UUID()), ADD PRIMARY KEY (id, a)")
                        .gaps())
                .containsExactly(new Gap.RowsUnidentified(T, List.of("a")));
        assertThat(effects("ALTER TABLE t DROP PRIMARY KEY, ADD a INT NOT NULL DEFAULT 1, ADD PRIMARY KEY (id, a)")
                        .gaps())
                .isEmpty();
    }

    private static Effects effects(String ddl) {
        return effects(ddl, new SetAside());
    }

    private static Effects effects(String ddl, SetAside aside) {
        return Effects.of(
                DdlReader.read(ddl, "shop"),
                table -> table.database().equals("shop") && !table.table().startsWith("_"),
                aside);
    }

    private static TableId shop(String table) {
        return new TableId("shop", table);
    }
}
