package dev.freshet.sink.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.sink.destination.Cost;
import org.junit.jupiter.api.Test;

class CostMeterTest {
    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final CostMeter meter = new CostMeter(() -> now);

    private void statement(long seconds) {
        long begun = now;
        now += seconds * SECOND;
        meter.used(begun);
    }

    @Test
    void flushesWithinAMinuteKeepOneWarehouseAwake() {
        statement(5);
        now += 30 * SECOND;
        statement(5);
        now += 10_000 * SECOND;
        assertThat(meter.cost().awakeSeconds()).isEqualTo(5 + 30 + 5 + 60);
        assertThat(meter.cost().resumes()).isEqualTo(1);
    }

    @Test
    void aFlushEveryQuarterOfAnHourCostsAMinuteAndItsOwnTimeEach() {
        for (int i = 0; i < 4; i++) {
            statement(3);
            meter.flushed(1_000);
            now += 897 * SECOND;
        }
        Cost cost = meter.cost();
        assertThat(cost.resumes()).isEqualTo(4);
        assertThat(cost.awakeSeconds()).isEqualTo(4 * 63);
        assertThat(cost.credits()).isEqualTo(4 * 63 / 3_600.0);
        assertThat(cost.stagedBytes()).isEqualTo(4_000);
    }
}
