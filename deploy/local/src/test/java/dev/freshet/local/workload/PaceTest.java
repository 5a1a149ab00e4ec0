package dev.freshet.local.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong clock = new AtomicLong();
    private final Pace pace = new Pace(1_000, clock::get);

    @Test
    void aBatchIsPaidForByAPause() {
        pace.done(100);

        assertThat(pace.pause()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void timeSpentWorkingCounts() {
        clock.set(60_000_000);
        pace.done(100);

        assertThat(pace.pause()).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void anOutageIsNotCaughtUpOn() {
        clock.set(Duration.ofMinutes(1).toNanos());
        for (int i = 0; i < 12; i++) {
            pace.done(100);
        }

        assertThat(pace.pause()).isEqualTo(Duration.ofMillis(200));
    }
}
