package dev.freshet.sink.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.sink.batch.Arrivals;
import dev.freshet.sink.batch.FlushPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamBufferTest {
    private static final String TOPIC = "shop.shop.orders";

    private final StreamBuffer buffer =
            new StreamBuffer(topic -> new FlushPolicy(0, 1000, 1 << 20), () -> 1 << 20, () -> 7);

    @Test
    void aDestinationThatIsWhereItWasKeepsWhatIsBuffered() throws Exception {
        readyWithARowEach();
        buffer.doubt();
        assertThat(buffer.next(0)).isEqualTo(new Step.Locate(TOPIC));
        buffer.located(TOPIC, Map.of(0, 10L, 1, 20L));
        assertThat(buffer.waiting(TOPIC)).isEqualTo(2);
        assertThat(buffer.isReady(TOPIC, 0) && buffer.isReady(TOPIC, 1)).isTrue();
        assertThat(buffer.next(0)).isInstanceOf(Step.Write.class);
    }

    @Test
    void aPartitionThatTheDestinationFellBackInIsReadAgainAndTheOthersAreNot() throws Exception {
        readyWithARowEach();
        buffer.doubt();
        buffer.located(TOPIC, Map.of(0, 10L, 1, 17L));
        assertThat(buffer.isReady(TOPIC, 0)).isTrue();
        assertThat(buffer.isReady(TOPIC, 1)).isFalse();
        assertThat(buffer.waiting(TOPIC)).isEqualTo(1);
        assertThat(buffer.seeks()).isEqualTo(Map.of(TOPIC, Map.of(0, 10L, 1, 17L)));
    }

    @Test
    void aPartitionThatTheDestinationForgotIsReadFromItsBeginning() throws Exception {
        readyWithARowEach();
        buffer.doubt();
        buffer.located(TOPIC, Map.of(0, 10L));
        assertThat(buffer.isReady(TOPIC, 1)).isFalse();
        assertThat(buffer.seeks()).isEqualTo(Map.of(TOPIC, Map.of(0, 10L)));
    }

    @Test
    void aFullBufferIsWrittenBeforeItsTimeAndThatIsSaid() throws Exception {
        long[] capacity = {1 << 20};
        StreamBuffer patient =
                new StreamBuffer(topic -> new FlushPolicy(1_000, 1_000, 1 << 20), () -> capacity[0], () -> 7);
        readyWithARowEach(patient);
        assertThat(patient.next(0)).isEqualTo(new Step.Rest());
        capacity[0] = 1;
        assertThat(patient.next(0))
                .isInstanceOfSatisfying(
                        Step.Write.class, write -> assertThat(write.early()).isTrue());
    }

    @Test
    void whatIsDueIsNotEarly() throws Exception {
        readyWithARowEach();
        assertThat(buffer.next(0))
                .isInstanceOfSatisfying(
                        Step.Write.class, write -> assertThat(write.early()).isFalse());
    }

    private void readyWithARowEach() throws InterruptedException {
        readyWithARowEach(buffer);
    }

    private static void readyWithARowEach(StreamBuffer buffer) throws InterruptedException {
        buffer.assigned(TOPIC, 0);
        buffer.assigned(TOPIC, 1);
        assertThat(buffer.next(0)).isEqualTo(new Step.Locate(TOPIC));
        buffer.located(TOPIC, Map.of(0, 10L, 1, 20L));
        buffer.seeks();
        buffer.ready(TOPIC, 0, 10);
        buffer.ready(TOPIC, 1, 20);
        buffer.offer(TOPIC, 0, List.of(Arrivals.arrival(0, 10, 1, 1, 100)));
        buffer.offer(TOPIC, 1, List.of(Arrivals.arrival(1, 20, 1, 2, 101)));
    }
}
