package dev.freshet.sink.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.state.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipelineStateTest {
    private static final Instant T0 = Instant.EPOCH;
    private static final Fault DOWN = new Fault("connection refused", "start it", false);
    private static final Fault DENIED = new Fault("password wrong", "correct it", true);

    @Test
    void itStreamsOnceStarted() {
        PipelineState state = PipelineState.starting(T0);
        assertThat(state.runState()).isEqualTo(RunState.STARTING);
        assertThat(state.nowStarted(T0.plusSeconds(1)).runState()).isEqualTo(RunState.STREAMING);
    }

    @Test
    void theGravestFaultDecidesAndIsNamed() {
        PipelineState state = PipelineState.starting(T0)
                .failing("a", DOWN, T0.plusSeconds(1))
                .failing("b", DENIED, T0.plusSeconds(2));
        assertThat(state.runState()).isEqualTo(RunState.FAILED);
        assertThat(state.worst().orElseThrow().getKey()).isEqualTo("b");
        assertThat(state.recovered("b", T0.plusSeconds(3)).runState()).isEqualTo(RunState.RETRYING);
        assertThat(state.recovered("b", T0).recovered("a", T0).nowStarted(T0).runState())
                .isEqualTo(RunState.STREAMING);
    }

    @Test
    void sinceIsWhenTheStateWasEnteredNotWhenItWasSaidAgain() {
        PipelineState state = PipelineState.starting(T0).failing("a", DOWN, T0.plusSeconds(1));
        PipelineState again = state.failing("a", new Fault("timeout", "wait", false), T0.plusSeconds(9));
        assertThat(again.since()).isEqualTo(T0.plusSeconds(1));
        assertThat(again.worst().orElseThrow().getValue().cause()).isEqualTo("timeout");
    }

    @Test
    void faultsOfTopicsThatMovedAwayAreForgotten() {
        PipelineState state = PipelineState.starting(T0)
                .nowStarted(T0)
                .failing("shop.a.b", DENIED, T0)
                .failing(PipelineState.OFFSETS_OF + "shop.a.c", DOWN, T0)
                .failing(PipelineState.DESTINATION, DOWN, T0);
        assertThat(state.reading(Set.of("shop.a.c"), T0).faults().keySet())
                .containsExactlyInAnyOrder(PipelineState.OFFSETS_OF + "shop.a.c", PipelineState.DESTINATION);
    }

    @Test
    void waitingDoublesUpToHalfAMinuteAndStartsAgainAfterSuccess() {
        Backoff backoff = new Backoff(new Random(1));
        for (int i = 0; i < 20; i++) {
            long full = Math.min(30_000, 500L << Math.min(i, 6));
            assertThat(Duration.ofNanos(backoff.failed("a", DOWN)).toMillis()).isBetween(full / 2 - 1, full);
        }
        assertThat(Duration.ofNanos(backoff.failed("b", DENIED))).isEqualTo(Duration.ofSeconds(30));
        backoff.succeeded("a");
        assertThat(Duration.ofNanos(backoff.failed("a", DOWN)).toMillis()).isLessThanOrEqualTo(500);
    }
}
