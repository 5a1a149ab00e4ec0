package dev.freshet.transform.flink.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhysicalPlanTest {
    private static final String AGGREGATE = """
            == Abstract Syntax Tree ==
            LogicalSink(table=[x])

            == Optimized Physical Plan ==
            Sink(table=[default_catalog.default_database.freshet_output], fields=[d, c], changelogMode=[NONE])
            +- Calc(select=[d, %s AS c], changelogMode=[I,UB,UA,D])
               +- GroupAggregate(groupBy=[d], select=[d, COUNT_RETRACT(*) AS c], changelogMode=[I,UB,UA,D])
                  +- Exchange(distribution=[hash[d]], changelogMode=[I,UB,UA,D])
                     +- Calc(select=[d], where=[(n > %s)], changelogMode=[I,UB,UA,D])
                        +- TableSourceScan(table=[[raw]], fields=[%s], changelogMode=[I,UB,UA,D])

            == Optimized Execution Plan ==
            Sink(table=[x])
            """;

    private static PhysicalPlan plan(String value, String bound, String fields) {
        return new PhysicalPlan(AGGREGATE.formatted(value, bound, fields));
    }

    @Test
    void whatIsComputedAtTheEndHasNoState() {
        assertThat(plan("c", "1", "d, n").stateful())
                .isEqualTo(plan("c * 2", "1", "d, n").stateful());
        String without = AGGREGATE
                .formatted("c", "1", "d, n")
                .replaceFirst("\\+- Calc.*\n", "")
                .replace("   +- GroupAggregate", "+- GroupAggregate")
                .replace("      +- Exchange", "   +- Exchange")
                .replace("         +- Calc", "      +- Calc")
                .replace("            +- TableSourceScan", "         +- TableSourceScan");
        assertThat(new PhysicalPlan(without).stateful())
                .isEqualTo(plan("c", "1", "d, n").stateful());
    }

    @Test
    void columnsThatNothingTakesDoNotMatter() {
        assertThat(plan("c", "1", "d, n, later").stateful())
                .isEqualTo(plan("c", "1", "d, n").stateful());
    }

    @Test
    void aConditionBelowTheStateMatters() {
        assertThat(plan("c", "2", "d, n").stateful())
                .isNotEqualTo(plan("c", "1", "d, n").stateful());
    }

    @Test
    void aConditionAtTheEndMattersForRowsThatWereWritten() {
        assertThat(plan("c], where=[(c > 1)", "1", "d, n").stateful())
                .isNotEqualTo(plan("c", "1", "d, n").stateful());
    }

    @Test
    void rowsThatChangeAreNotAppended() {
        assertThat(plan("c", "1", "d").appends()).isFalse();
        assertThat(new PhysicalPlan("""
                        == Optimized Physical Plan ==
                        Sink(table=[x], fields=[d], changelogMode=[NONE])
                        +- TableSourceScan(table=[[raw]], fields=[d], changelogMode=[I])
                        """).appends()).isTrue();
    }

    @Test
    void disorderIsTold() {
        assertThat(new PhysicalPlan("== Optimized Physical Plan ==\nSink(table=[x], upsertMaterialize=[true])")
                        .disorders())
                .isTrue();
        assertThat(plan("c", "1", "d").disorders()).isFalse();
    }
}
