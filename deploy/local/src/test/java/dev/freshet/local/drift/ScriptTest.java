package dev.freshet.local.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
    @Test
    void theSameSeedMakesTheSameSteps() {
        assertThat(steps(new Script(plan(7, 60, 5_000)))).isEqualTo(steps(new Script(plan(7, 60, 5_000))));
    }

    @Test
    void anotherSeedMakesOtherSteps() {
        assertThat(steps(new Script(plan(7, 60, 5_000)))).isNotEqualTo(steps(new Script(plan(8, 60, 5_000))));
    }

    @Test
    void statementsDoNotDependOnTheRows() {
        assertThat(changes(steps(new Script(plan(7, 60, 1_000)))))
                .isEqualTo(changes(steps(new Script(plan(7, 60, 20_000)))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aReplayOfTheStatementsGivesTheModel(long seed) {
        Script script = new Script(plan(seed, 300, 10_000));
        List<Step> steps = steps(script);

        Schema replayed = Schema.EMPTY;
        for (Change change : changes(steps)) {
            // refuses whatever does not fit
            replayed = replayed.after(change);
        }

        assertThat(replayed).isEqualTo(script.schema());
    }

    @Test
    void aLongRunHasEveryKind() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        List<Change> changes = changes(steps(new Script(plan(1, 60, 10_000))));
        changes.subList(10, changes.size()).forEach(change -> counts.merge(change.kind(), 1, Integer::sum));

        assertThat(counts.keySet()).containsAll(EnumSet.allOf(Kind.class));
        assertThat(changes).hasSize(10 + 60);
    }

    @Test
    void onlyTheWantedKindsAreMade() {
        Script.Plan plan = new Script.Plan(3, 10, 20, 2_000, Set.of(Kind.ADD, Kind.RENAME), 1);
        List<Change> changes = changes(steps(new Script(plan)));

        assertThat(changes.subList(3, changes.size()))
                .hasSize(20)
                .extracting(Change::kind)
                .containsOnly(Kind.ADD, Kind.RENAME);
    }

    @Test
    void whatNoLongerFitsIsLeftOut() {
        Script.Plan plan = new Script.Plan(4, 10, 20, 2_000, Set.of(Kind.DROP_TABLE, Kind.RE_ADD), 1);
        Script script = new Script(plan);
        steps(script);

        assertThat(script.schema().tables()).hasSize(2);
    }

    @Test
    void theWorkloadChangesAsManyRowsAsPlanned() {
        Script script = new Script(plan(1, 10, 5_000));
        script.opening();
        int rows = workload(script).stream()
                .mapToInt(step -> step instanceof Step.Write write ? write.rows() : 0)
                .sum();

        assertThat(rows).isBetween(5_000, 5_700);
    }

    @Test
    void theLastStepsTouchEveryTable() {
        Script script = new Script(plan(1, 60, 5_000));
        steps(script);

        assertThat(script.closing())
                .flatExtracting(Step::tables)
                .containsExactlyInAnyOrderElementsOf(script.schema().tables().keySet());
    }

    @Test
    void numbersOfStatementsBeginWithTheWorkload() {
        Script script = new Script(plan(1, 3, 5_000));
        script.opening();

        assertThat(workload(script))
                .filteredOn(Step.Alter.class::isInstance)
                .extracting(step -> ((Step.Alter) step).number())
                .containsExactly(1, 2, 3);
    }

    private static Script.Plan plan(long seed, int statements, long changes) {
        return new Script.Plan(10, 20, statements, changes, EnumSet.allOf(Kind.class), seed);
    }

    private static List<Step> steps(Script script) {
        List<Step> steps = new ArrayList<>(script.opening());
        steps.addAll(workload(script));
        return steps;
    }

    private static List<Step> workload(Script script) {
        List<Step> steps = new ArrayList<>();
        for (Step step = script.next(); step != null; step = script.next()) {
            steps.add(step);
        }
        return steps;
    }

    private static List<Change> changes(Collection<Step> steps) {
        return steps.stream()
                .filter(Step.Alter.class::isInstance)
                .map(step -> ((Step.Alter) step).change())
                .toList();
    }
}
