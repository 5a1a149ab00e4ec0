package dev.freshet.sink.batch;

import static dev.freshet.sink.batch.Arrivals.arrival;
import static dev.freshet.sink.batch.Arrivals.boundary;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicBufferTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private TopicBuffer buffer;

    @BeforeEach
    void anEmptyBuffer() {
        buffer = new TopicBuffer();
    }

    @Test
    void whatFollowsADefinitionChangeWaitsUntilItWasMetEverywhere() {
        add(0, arrival(0, 0, 1, 1, 10), boundary(0, 1, 20, 2), arrival(0, 2, 2, 1, 30), arrival(1, 0, 1, 2, 11));
        assertThat(offsets(buffer.take(9))).containsExactly("0/0", "1/0");
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.heldBack()).isEqualTo(2);
        assertThat(buffer.boundary(0)).isEmpty();

        add(0, arrival(1, 1, 1, 3, 12), boundary(1, 2, 20, 2), arrival(1, 3, 2, 3, 31));
        assertThat(buffer.boundary(0)).as("a row before it is to be written").isEmpty();
        assertThat(offsets(buffer.take(9))).containsExactly("1/1");
        List<Arrival> met = buffer.boundary(0);
        assertThat(offsets(met)).containsExactlyInAnyOrder("0/1", "1/2");

        buffer.passed(met, 0);
        assertThat(offsets(buffer.take(9))).containsExactlyInAnyOrder("0/2", "1/3");
        assertThat(buffer.weight()).isZero();
        assertThat(buffer.holdsBack()).isFalse();
    }

    @Test
    void changesInARowAreMetOneByOne() {
        add(0, boundary(0, 0, 20, 2), boundary(0, 1, 21, 2), boundary(1, 0, 20, 2), boundary(1, 1, 21, 2));
        buffer.passed(buffer.boundary(0), 0);
        assertThat(offsets(buffer.boundary(0))).containsExactlyInAnyOrder("0/1", "1/1");
        buffer.passed(buffer.boundary(0), 0);
        assertThat(buffer.boundary(0)).isEmpty();
        assertThat(buffer.weight()).isZero();
    }

    @Test
    void aPartitionWhoseRowsAreLaterIsPastTheChange() {
        add(0, arrival(1, 7, 2, 1, 99), boundary(0, 0, 20, 2));
        buffer.take(9);
        assertThat(offsets(buffer.boundary(0))).containsExactly("0/0");
    }

    @Test
    void aPartitionThatMetALaterChangeIsPastTheEarlierOne() {
        add(0, boundary(0, 0, 20, 2), boundary(1, 5, 40, 2));
        assertThat(offsets(buffer.boundary(0))).containsExactly("0/0");
        buffer.passed(buffer.boundary(0), 0);
        assertThat(buffer.boundary(0)).as("now the first partition is behind").isEmpty();
    }

    @Test
    void aPartitionWithNothingMoreToReadIsWaitedForSomeSeconds() {
        add(0, boundary(0, 0, 20, 2));
        buffer.readToTheEnd(1, SECOND);
        assertThat(buffer.boundary(9 * SECOND)).isEmpty();
        buffer.readToTheEnd(1, 6 * SECOND);
        assertThat(offsets(buffer.boundary(9 * SECOND))).containsExactly("0/0");
    }

    @Test
    void aPartitionThatIsGivenUpTakesItsRecordsAlong() {
        add(0, arrival(0, 0, 1, 1, 10), boundary(0, 1, 20, 1), arrival(0, 2, 2, 1, 30));
        buffer.drop(partition -> partition == 0);
        assertThat(buffer.weight()).isZero();
        assertThat(buffer.holdsBack()).isFalse();
        add(0, boundary(0, 1, 20, 1));
        assertThat(offsets(buffer.boundary(0))).containsExactly("0/1");
    }

    private void add(long nanos, Arrival... arrivals) {
        for (Arrival arrival : arrivals) {
            buffer.add(arrival, nanos);
        }
    }

    private static List<String> offsets(List<Arrival> arrivals) {
        return arrivals.stream()
                .map(arrival -> arrival.partition() + "/" + arrival.offset())
                .toList();
    }
}
