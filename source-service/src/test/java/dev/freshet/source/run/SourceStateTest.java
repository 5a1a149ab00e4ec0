package dev.freshet.source.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.state.RunState;
import dev.freshet.source.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourceStateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Failure LOST = Failure.retryable("MySQL is gone", "start it");
    private static final Failure DENIED = Failure.fatal("access denied", "correct the password");

    private final Backoff backoff =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60), () -> 0);

    @Test
    void aRetryableFailureIsRetriedWithGrowingPauses() {
        assertThat(pause(LOST, 1)).hasSeconds(1);
        assertThat(pause(LOST, 2)).hasSeconds(2);
        assertThat(pause(LOST, 5)).hasSeconds(16);
        assertThat(pause(LOST, 6)).hasSeconds(30);
        assertThat(pause(LOST, 1_000)).hasSeconds(30);
    }

    @Test
    void whatAPersonMustMendIsTriedOnceAMinute() {
        assertThat(pause(DENIED, 1)).hasSeconds(60);
    }

    @Test
    void jitterAddsUpToAQuarter() {
        Backoff jittered = new Backoff(Duration.ofSeconds(4), Duration.ofSeconds(30), Duration.ofSeconds(60), () -> 1);

        assertThat(Duration.between(NOW, jittered.next(NOW, LOST, 1))).hasSeconds(5);
    }

    @Test
    void failuresAreCountedUntilTheStreamRuns() {
        SourceState.Waiting once = new SourceState.Starting(0).failed(LOST, NOW);
        SourceState.Waiting twice = once.again().failed(LOST, NOW);

        assertThat(twice.failures()).isEqualTo(2);
        assertThat(twice.again().streaming().failed(LOST, NOW).failures()).isEqualTo(1);
    }

    @Test
    void theKindOfFailureDecidesTheState() {
        SourceState.Streaming streaming =
                new SourceState.Starting(0).snapshotting().streaming();

        assertThat(streaming.failed(LOST, NOW).label()).isEqualTo(RunState.RETRYING);
        assertThat(streaming.failed(DENIED, NOW).label()).isEqualTo(RunState.FAILED);
        assertThat(streaming.failed(DENIED, NOW).failure()).isEqualTo(DENIED);
    }

    private Duration pause(Failure failure, int failures) {
        return Duration.between(NOW, backoff.next(NOW, failure, failures));
    }
}
