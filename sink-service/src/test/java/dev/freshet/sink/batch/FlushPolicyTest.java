package dev.freshet.sink.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.Flush;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class FlushPolicyTest {
    private final FlushPolicy policy =
            FlushPolicy.of(new Flush(Duration.ofNanos(100), 3, 1000), InstantSource.system());
    private final TopicBuffer buffer = new TopicBuffer();

    @Test
    void nothingIsNeverDue() {
        assertThat(policy.dueIn(buffer, 5)).isEqualTo(FlushPolicy.NEVER);
    }

    @Test
    void theFirstRowWaitsNoLongerThanTheInterval() {
        buffer.add(Arrivals.arrival(0, 1, 1, 1, 1), 10);
        buffer.add(Arrivals.arrival(0, 2, 1, 1, 1), 90);
        assertThat(policy.dueIn(buffer, 50)).isEqualTo(60);
        assertThat(policy.dueIn(buffer, 500)).isZero();
    }

    @Test
    void enoughRowsAreDueAtOnceAndWhatStaysBehindToo() {
        for (int offset = 0; offset < 4; offset++) {
            buffer.add(Arrivals.arrival(0, offset, 1, 1, 1), 10);
        }
        assertThat(policy.dueIn(buffer, 10)).isZero();
        assertThat(buffer.take(3)).hasSize(3);
        assertThat(policy.dueIn(buffer, 200)).isZero();
    }

    @Test
    void enoughBytesAreDueAtOnce() {
        Arrival large = new Arrival(null, new byte[2000], Arrivals.stamp(1), 0, 1, java.util.List.of());
        buffer.add(large, 10);
        assertThat(policy.dueIn(buffer, 10)).isZero();
    }

    @Test
    void aCronIsDueAtItsNextMomentAfterTheFirstRow() {
        Instant[] now = {Instant.parse("2026-03-01T05:59:00Z")};
        FlushPolicy hourly = FlushPolicy.of(Flush.at("0 * * * *", 3, 1000), () -> now[0]);
        assertThat(hourly.dueIn(buffer, 0)).isEqualTo(FlushPolicy.NEVER);
        buffer.add(Arrivals.arrival(0, 1, 1, 1, 1), 0);
        assertThat(hourly.dueIn(buffer, 0)).isEqualTo(Duration.ofMinutes(1).toNanos());
        now[0] = now[0].plusSeconds(61);
        assertThat(hourly.dueIn(buffer, Duration.ofSeconds(61).toNanos())).isZero();
    }

    @Test
    void weightFollowsWhatIsTakenAndDropped() {
        buffer.add(Arrivals.arrival(0, 1, 1, 1, 1), 10);
        buffer.add(Arrivals.arrival(1, 1, 1, 1, 1), 10);
        buffer.drop(partition -> partition == 1);
        assertThat(buffer.size()).isEqualTo(1);
        buffer.take(10);
        assertThat(buffer.weight()).isZero();
    }
}
