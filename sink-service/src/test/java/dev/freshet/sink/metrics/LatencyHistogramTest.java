package dev.freshet.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void quantilesAreAtMostAnEighthTooHigh() {
        for (int micros = 1; micros <= 100_000; micros++) {
            histogram.record(micros);
        }
        for (double share : new double[] {0.01, 0.5, 0.99, 1}) {
            assertThat(histogram.quantileMicros(share) / (share * 100_000)).isBetween(1.0, 1.126);
        }
        assertThat(histogram.countUpTo(100_000)).isBetween(88_000L, 100_000L);
    }

    @Test
    void extremesHaveTheirPlace() {
        histogram.record(-5);
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.count()).isEqualTo(2);
        assertThat(histogram.quantileMicros(0.5)).isZero();
    }

    @Test
    void nothingHasNoQuantile() {
        assertThat(histogram.quantileMicros(0.99)).isZero();
    }
}
