package dev.freshet.evolution;

import static dev.freshet.evolution.ColumnTypeSamples.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.schema.ColumnType;
import org.junit.jupiter.api.Test;

/** A partial order with least upper bounds, but for bytes. All pairs and triples of the samples. */
class WideningTest {
    @Test
    void everyTypeHoldsItself() {
        assertThat(ALL).allMatch(type -> Widening.fits(type, type));
    }

    @Test
    void twoTypesThatHoldEachOtherAreOne() {
        for (ColumnType a : ALL) {
            for (ColumnType b : ALL) {
                assertThat(Widening.fits(a, b) && Widening.fits(b, a) && !a.equals(b))
                        .as("%s, %s", a, b)
                        .isFalse();
            }
        }
    }

    @Test
    void whatHoldsAHolderHoldsWhatIsHeld() {
        for (ColumnType a : ALL) {
            for (ColumnType b : ALL) {
                for (ColumnType c : ALL) {
                    assertThat(!(Widening.fits(a, b) && Widening.fits(b, c)) || Widening.fits(a, c))
                            .as("%s in %s in %s", a, b, c)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theWidenedTypeHoldsBothAndIsTheLeastThatDoes() {
        for (ColumnType a : ALL) {
            for (ColumnType b : ALL) {
                assertThat(Widening.widen(a, b)).as("%s, %s", a, b).isEqualTo(Widening.widen(b, a));
                Widening.widen(a, b).ifPresent(wide -> {
                    assertThat(Widening.fits(a, wide) && Widening.fits(b, wide))
                            .as("%s, %s -> %s", a, b, wide)
                            .isTrue();
                    for (ColumnType other : ALL) {
                        boolean above = Widening.fits(a, other) && Widening.fits(b, other);
                        assertThat(!above || Widening.fits(wide, other))
                                .as("%s, %s -> %s, yet %s holds both", a, b, wide, other)
                                .isTrue();
                    }
                });
            }
        }
    }

    @Test
    void onlyBytesHaveNothingInCommonWithOthers() {
        for (ColumnType a : ALL) {
            for (ColumnType b : ALL) {
                boolean bytes = a instanceof ColumnType.Bytes != b instanceof ColumnType.Bytes;
                assertThat(Widening.widen(a, b).isEmpty()).as("%s, %s", a, b).isEqualTo(bytes);
            }
        }
    }
}
