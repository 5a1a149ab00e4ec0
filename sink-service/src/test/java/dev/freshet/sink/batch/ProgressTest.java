package dev.freshet.sink.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void rangesBeginWhereTheLastEndedOverGapsOfTransactionMarkers() {
        Progress progress = new Progress(Map.of(0, 5L));
        Map<Integer, OffsetRange> first = progress.ranges(List.of(Arrivals.arrival(0, 7, 1, 1, 1)));
        assertThat(first).containsExactly(Map.entry(0, new OffsetRange(5, 8)));
        progress.advance(first);
        assertThat(progress.ranges(List.of(Arrivals.arrival(0, 11, 1, 1, 1))))
                .containsExactly(Map.entry(0, new OffsetRange(8, 12)));
    }

    @Test
    void aPartitionWithoutAPositionIsADefect() {
        assertThatThrownBy(() -> new Progress(Map.of()).ranges(List.of(Arrivals.arrival(3, 7, 1, 1, 1))))
                .hasMessageContaining("partition 3");
    }
}
