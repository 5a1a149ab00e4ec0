package dev.freshet.transform.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.event.DefinitionChange;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.TableId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoundaryTest {
    private static Boundary of(boolean star, Step... steps) {
        return Boundary.of(new DefinitionChange("ALTER ...", 3, List.of(steps)), Set.of("name"), star);
    }

    @Test
    void aStarFollowsColumns() {
        Step[] steps = {new Step.ColumnAdded("a"), new Step.ColumnDropped("b"), new Step.ColumnRenamed("c", "d")};
        assertThat(of(true, steps).passed().steps()).containsExactly(steps);
        assertThat(of(true, steps).blocked()).isEmpty();
        assertThat(of(true, steps).passed().partitions()).isEqualTo(3);
    }

    @Test
    void withoutAStarColumnsThatTheSqlDoesNotNameAreNobodysBusiness() {
        Boundary boundary = of(false, new Step.ColumnAdded("a"), new Step.ColumnDropped("b"));
        assertThat(boundary.passed().steps()).isEmpty();
        assertThat(boundary.blocked()).isEmpty();
    }

    @Test
    void aNamedColumnThatGoesAwayBlocks() {
        assertThat(of(true, new Step.ColumnDropped("name")).blocked())
                .contains("name")
                .contains("dropped");
        assertThat(of(false, new Step.ColumnRenamed("name", "title")).blocked()).contains("renamed to title");
    }

    @Test
    void whatEmptiesTheInputEmptiesTheOutput() {
        Step[] steps = {
            new Step.TableTruncated(), new Step.TableDropped(), new Step.TableCreated(), new Step.TableReplaced()
        };
        assertThat(of(false, steps).passed().steps()).containsExactly(steps);
    }

    @Test
    void anInputThatIsRenamedIsSaid() {
        Boundary boundary = of(false, new Step.TableRenamed(new TableId("shop", "other")));
        assertThat(boundary.passed().steps()).isEmpty();
        assertThat(boundary.remark()).contains("shop.other");
    }
}
