package dev.freshet.local.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Shape SHAPE = new Shape(
            "shop",
            "t",
            List.of(
                    new Shape.Column("id", Kind.INTEGER),
                    new Shape.Column("code", Kind.TEXT),
                    new Shape.Column("amount", Kind.DECIMAL)),
            List.of("id", "code"));

    @Test
    void equalTablesAreEqualWhateverTheSpelling() {
        Verdict verdict = compare(
                side(row("2", "b", "1.50"), row("10", "a", null)), side(row("2", "b", "1.5"), row("10", "a", null)));

        assertThat(verdict.equal()).isTrue();
        assertThat(verdict.sourceRows()).isEqualTo(2);
    }

    @Test
    void aChangedCellIsFoundAndNamed() {
        Verdict verdict =
                compare(side(row("1", "a", "1"), row("2", "a", "1")), side(row("1", "a", "1"), row("2", "a", null)));

        assertThat(verdict.equal()).isFalse();
        assertThat(verdict.changed()).isEqualTo(1);
        assertThat(verdict.examples()).containsExactly("[id, code] = [2, a]: changed in [amount]");
    }

    @Test
    void missingAndExtraRowsAreFoundAtEveryPlace() {
        Verdict verdict = compare(
                side(row("1", "a", "1"), row("9", "a", "1"), row("10", "B", "1")),
                side(row("9", "a", "1"), row("10", "a", "1"), row("11", "a", "1")));

        assertThat(verdict.missing()).isEqualTo(2);
        assertThat(verdict.extra()).isEqualTo(2);
        assertThat(verdict.changed()).isZero();
    }

    @Test
    void anEmptyDestinationLacksEverything() {
        assertThat(compare(side(row("1", "a", "1")), side()).missing()).isEqualTo(1);
    }

    private static Verdict compare(Side source, Side destination) {
        return Comparison.compare(SHAPE, source, destination);
    }

    private static Row row(@Nullable String... cells) {
        return Row.of(SHAPE, Arrays.asList(cells));
    }

    private static Side side(Row... rows) {
        Iterator<Row> iterator = List.of(rows).iterator();
        return shape -> new Side.Rows() {
            @Override
            public @Nullable Row next() {
                return iterator.hasNext() ? iterator.next() : null;
            }

            @Override
            public void close() {}
        };
    }
}
