package dev.freshet.local.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.local.compare.Kind;
import dev.freshet.local.compare.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructureTest {
    private static final Structure SOURCE = Structure.of(List.of(
            new Shape(
                    "drift",
                    "a",
                    List.of(new Shape.Column("id", Kind.INTEGER), new Shape.Column("x", Kind.TEXT)),
                    List.of("id")),
            new Shape("drift", "b", List.of(new Shape.Column("id", Kind.INTEGER)), List.of("id"))));

    @Test
    void whatFreshetAddsIsNoDifference() {
        Structure destination = Structure.ofRows(List.of(
                List.of("a", "x"),
                List.of("a", "id"),
                List.of("a", "_freshet_committed_at"),
                List.of("b", "id"),
                List.of("_freshet_offsets", "topic")));

        assertThat(SOURCE.differencesOf(destination)).isEmpty();
    }

    @Test
    void tablesAndColumnsThatDifferAreNamed() {
        Structure destination = Structure.ofRows(List.of(List.of("a", "id"), List.of("a", "y"), List.of("c", "id")));

        assertThat(SOURCE.differencesOf(destination))
                .containsExactly(
                        new Difference("a", "lacks columns [x] and has more columns [y]"),
                        new Difference("b", "is not at the destination"),
                        new Difference("c", "is gone at the source but still at the destination"));
    }
}
