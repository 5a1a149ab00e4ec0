package dev.freshet.sink.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.Flush;
import dev.freshet.event.EventStamp;
import dev.freshet.event.SourcePosition;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.batch.FlushPolicy;
import dev.freshet.sink.destination.snowflake.SnowflakeFlushes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hours of a pipeline into Snowflake, on a clock that is turned by hand: how often its warehouse is asked for anything. */
class FlushHoursIT {
    private static final String TOPIC = "shop.shop.orders";
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now;
    private final StreamBuffer buffer = new StreamBuffer(
            topic -> FlushPolicy.of(Flush.DEFAULT.at("snowflake"), () -> Instant.EPOCH), () -> 32L << 20, () -> now);

    @Test
    void anIdleHourWakesNobodyAndABusyOneFlushesByThePolicy(@TempDir Path stages) throws Exception {
        try (SnowflakeFlushes flushes = SnowflakeFlushes.open(stages, TOPIC)) {
            buffer.assigned(TOPIC, 0);
            buffer.located(TOPIC, Map.of(0, 0L));
            buffer.ready(TOPIC, 0, 0);
            long asked = flushes.warehouseStatements();
            long sent = flushes.statements();
            for (int second = 0; second < 4 * 3_600; second++) {
                assertThat(turn(flushes)).isFalse();
            }
            assertThat(flushes.warehouseStatements())
                    .as("statements that need a warehouse")
                    .isEqualTo(asked);
            assertThat(flushes.statements()).as("statements of any kind").isEqualTo(sent);

            int flushed = 0;
            for (int second = 0; second < 600; second++) {
                buffer.offer(TOPIC, 0, List.of(arrival(second)));
                flushed += turn(flushes) ? 1 : 0;
            }
            assertThat(flushed).as("ten minutes at a flush a minute").isBetween(9, 10);
            assertThat(flushes.flushes()).isEqualTo(flushed);

            for (int second = 0; second < 3_600; second++) {
                flushed += turn(flushes) ? 1 : 0;
            }
            assertThat(flushes.flushes())
                    .as("what was left, once")
                    .isBetween(10L, 11L)
                    .isEqualTo(flushed);
        }
    }

    /** A second passes; what is due is written. */
    private boolean turn(SnowflakeFlushes flushes) throws InterruptedException {
        now += SECOND;
        if (buffer.next(0) instanceof Step.Write(var take, var early)) {
            flushes.write(take.arrivals());
            buffer.applied(take, Map.of(0, take.arrivals().getLast().offset() + 1));
            return true;
        }
        return false;
    }

    private static Arrival arrival(int offset) {
        return new Arrival(
                new byte[8],
                new byte[64],
                new EventStamp(new SourcePosition(1, 1, offset, 0), offset),
                0,
                offset,
                List.of());
    }
}
