package dev.freshet.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventStampTest {
    @Test
    void whatIsWrittenIsReadBack() {
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            SourcePosition position = new SourcePosition(
                    random.nextInt(0x10000),
                    random.nextInt(Integer.MAX_VALUE),
                    random.nextLong(1L << 48),
                    random.nextInt(Integer.MAX_VALUE));
            EventStamp stamp = new EventStamp(position, random.nextLong());
            assertThat(EventStamp.of(stamp.toBytes())).isEqualTo(stamp);
        }
    }

    /** Records of years ago hold these bytes. */
    @Test
    void theBytesAreFixed() {
        byte[] bytes = new EventStamp(new SourcePosition(1, 42, 4_711, 3), 1_772_323_199_123_456L).toBytes();
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("01" + "00000001" + "0000002a" + "0000000000001267" + "00000003" + "00064beb26b60000");
    }

    @Test
    void anotherVersionOrLengthIsRefused() {
        byte[] bytes = new EventStamp(new SourcePosition(0, 0, 0, 0), 0).toBytes();
        assertThatThrownBy(() -> EventStamp.of(Arrays.copyOf(bytes, 28))).hasMessageContaining("'freshet'");
        assertThatThrownBy(() -> EventStamp.of(Arrays.copyOf(bytes, 30))).isInstanceOf(IllegalArgumentException.class);
        bytes[0] = 2;
        assertThatThrownBy(() -> EventStamp.of(bytes)).isInstanceOf(IllegalArgumentException.class);
    }
}
