package dev.freshet.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SourcePositionTest {
    private static final long LAST_OFFSET = (1L << 48) - 1;

    private final Random random = new Random(7);

    @Test
    void theOrderOfTextsIsTheOrderOfPositions() {
        for (int i = 0; i < 20_000; i++) {
            SourcePosition a = position();
            SourcePosition b = random.nextBoolean() ? position() : beside(a);
            assertThat(Integer.signum(a.text().compareTo(b.text())))
                    .as("%s, %s", a, b)
                    .isEqualTo(Integer.signum(a.compareTo(b)));
            assertThat(a.equals(b)).isEqualTo(a.compareTo(b) == 0);
        }
    }

    @Test
    void textsAreReadBackAndHaveOneLength() {
        for (int i = 0; i < 5_000; i++) {
            SourcePosition position = position();
            assertThat(position.text()).hasSize(SourcePosition.TEXT_LENGTH);
            assertThat(SourcePosition.parse(position.text())).isEqualTo(position);
        }
    }

    @Test
    void aLaterEpochWinsOverAnyPosition() {
        assertThat(new SourcePosition(1, 0, 0, 0))
                .isGreaterThan(new SourcePosition(0, Integer.MAX_VALUE, LAST_OFFSET, Integer.MAX_VALUE));
    }

    @Test
    void whatIsOutOfRangeOrNoPositionIsRefused() {
        assertThatThrownBy(() -> new SourcePosition(0x10000, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SourcePosition(0, -1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SourcePosition(0, 0, LAST_OFFSET + 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SourcePosition(0, 0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
        String text = new SourcePosition(1, 2, 3, 4).text();
        for (String bad : new String[] {"", text + "0", text.replace('4', 'g'), text.replace('-', '0')}) {
            assertThatThrownBy(() -> SourcePosition.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private SourcePosition position() {
        return new SourcePosition(pick(0xFFFF), pick(Integer.MAX_VALUE), pickLong(), pick(Integer.MAX_VALUE));
    }

    /** Differs in the last part at most. */
    private SourcePosition beside(SourcePosition other) {
        return new SourcePosition(
                other.epoch(), other.file(), other.offset(), Math.max(0, other.row() - random.nextInt(2)));
    }

    private int pick(int last) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> last;
            case 2 -> random.nextInt(16);
            default -> random.nextInt(last);
        };
    }

    private long pickLong() {
        return random.nextBoolean() ? pick(Integer.MAX_VALUE) : random.nextLong(LAST_OFFSET + 1);
    }
}
