package dev.freshet.sink.batch;

import static dev.freshet.sink.batch.Arrivals.arrival;
import static dev.freshet.sink.batch.Arrivals.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SchemaRunTest {
    @Test
    void theOldSchemaIsDrainedOnAllPartitionsBeforeTheNew() {
        List<Arrival> arrivals =
                List.of(arrival(0, 1, 1, 1, 1), arrival(0, 2, 2, 1, 2), arrival(1, 1, 1, 2, 3), arrival(1, 2, 2, 2, 4));
        assertThat(SchemaRun.split(arrivals))
                .extracting(run -> run.ids().value())
                .containsExactly(1, 2);
    }

    @Test
    void tombstonesBreakNoRun() {
        List<Arrival> arrivals = List.of(arrival(0, 1, 1, 1, 1), tombstone(0, 2, 1), arrival(0, 3, 1, 1, 2));
        assertThat(SchemaRun.split(arrivals)).hasSize(1);
    }

    @Test
    void whatIsNotFramedOrHasNoStampIsARunOfItsOwn() {
        Arrival unframed = new Arrival(null, new byte[] {1}, Arrivals.stamp(1), 0, 2, List.of());
        Arrival unstamped = new Arrival(null, Arrivals.framed(1, 1), null, 0, 3, List.of());
        List<Arrival> arrivals = List.of(arrival(0, 1, 1, 1, 1), unframed, unstamped, arrival(0, 4, 1, 1, 2));
        assertThat(SchemaRun.split(arrivals))
                .extracting(SchemaRun::ids)
                .containsExactly(new SchemaIds(1, 9), SchemaIds.UNREADABLE, new SchemaIds(1, 9));
    }

    @Test
    void everyArrivalIsInOneRunAndPartitionsKeepTheirOrder() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Arrival> arrivals = new ArrayList<>();
            for (int offset = 0; offset < 40; offset++) {
                int partition = random.nextInt(3);
                arrivals.add(
                        random.nextInt(6) == 0
                                ? tombstone(partition, offset, 1)
                                : arrival(partition, offset, 1 + random.nextInt(3), 1, offset));
            }
            List<Arrival> after = SchemaRun.split(arrivals).stream()
                    .flatMap(run -> run.arrivals().stream())
                    .toList();
            assertThat(after).containsExactlyInAnyOrderElementsOf(arrivals);
            Map<Integer, Long> last = new HashMap<>();
            after.forEach(arrival -> {
                Long before = last.put(arrival.partition(), arrival.offset());
                assertThat(before == null || before < arrival.offset()).isTrue();
            });
        }
    }
}
