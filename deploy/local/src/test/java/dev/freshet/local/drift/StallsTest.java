package dev.freshet.local.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StallsTest {
    private static final long WINDOW = 10_000;

    @Test
    void theLongestLagInTheWindowIsTheStall() {
        Stalls stalls = stalls(
                List.of(dropAt(1_000, "a")),
                new Sample(900, "a", 9_000),
                new Sample(1_500, "a", 300),
                new Sample(11_100, "a", 700),
                new Sample(20_000, "a", 8_000));

        assertThat(stalls.perKind()).containsExactly(new Stalls.Line(Kind.DROP, 1, 700, 0));
    }

    @Test
    void othersAreThoseWithoutAStatementOfTheirOwn() {
        Stalls stalls = stalls(
                List.of(dropAt(1_000, "a"), dropAt(2_000, "b")),
                new Sample(3_000, "a", 500),
                new Sample(3_000, "b", 4_000),
                new Sample(3_000, "c", 200));

        assertThat(stalls.perKind()).containsExactly(new Stalls.Line(Kind.DROP, 2, 4_000, 200));
    }

    @Test
    void aStallThatOutlastsTheWindowIsMeasuredToItsEnd() {
        Stalls stalls = stalls(
                List.of(dropAt(1_000, "a"), dropAt(15_000, "b")),
                new Sample(16_000, "a", 14_000),
                new Sample(16_000, "b", 300));

        assertThat(stalls.own(dropAt(1_000, "a"))).isEqualTo(14_000);
        assertThat(stalls.perKind()).containsExactly(new Stalls.Line(Kind.DROP, 2, 14_000, 0));
    }

    @Test
    void aRenamedTableIsWatchedUnderBothNames() {
        Stalls stalls = stalls(
                List.of(new Ran(1, new Change.RenameTable("a", "b"), 1_000, 1_100)),
                new Sample(1_050, "a", 100),
                new Sample(2_000, "b", 900));

        assertThat(stalls.perKind()).containsExactly(new Stalls.Line(Kind.RENAME_TABLE, 1, 900, 0));
    }

    @Test
    void kindsThatDidNotRunAreNotListed() {
        assertThat(stalls(List.of(), new Sample(1, "a", 5)).perKind()).isEmpty();
    }

    private static Stalls stalls(List<Ran> statements, Sample... samples) {
        return new Stalls(statements, List.of(samples), WINDOW);
    }

    private static Ran dropAt(long start, String table) {
        return new Ran(1, new Change.DropColumn(table, "c"), start, start + 100);
    }
}
