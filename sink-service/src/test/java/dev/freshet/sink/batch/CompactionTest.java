package dev.freshet.sink.batch;

import static dev.freshet.sink.batch.Arrivals.arrival;
import static dev.freshet.sink.batch.Arrivals.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompactionTest {
    @Test
    void theGreatestPositionWinsWhateverTheOrderOfArrival() {
        List<Arrival> arrivals = List.of(
                arrival(0, 1, 1, 7, 30), arrival(0, 2, 1, 7, 10), arrival(0, 3, 1, 7, 20), arrival(0, 4, 1, 8, 5));
        assertThat(Compaction.perKey(arrivals))
                .extracting(versions -> versions.latest().offset())
                .containsExactly(1L, 4L);
    }

    @Test
    void earlierVersionsComeNewestFirst() {
        List<Arrival> arrivals = List.of(arrival(0, 1, 1, 7, 10), arrival(0, 2, 1, 7, 30), arrival(0, 3, 1, 7, 20));
        assertThat(Compaction.perKey(arrivals).iterator().next().earlier())
                .extracting(Arrival::offset)
                .containsExactly(3L, 1L);
    }

    @Test
    void ofTheSameChangeDeliveredTwiceTheLaterOffsetWins() {
        assertThat(Compaction.perKey(List.of(arrival(0, 1, 1, 7, 10), arrival(0, 2, 1, 7, 10))))
                .extracting(versions -> versions.latest().offset())
                .containsExactly(2L);
    }

    @Test
    void tombstonesLeaveNothing() {
        assertThat(Compaction.perKey(List.of(tombstone(0, 1, 7)))).isEmpty();
    }

    /** Any batching, with any suffix delivered twice, ends in the same table. */
    @Test
    void replayingAnySuffixTwiceGivesTheSameTable() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Arrival> log = new ArrayList<>();
            for (int offset = 0; offset < 60; offset++) {
                // positions mostly grow; a late backfill row carries an old one
                long position = random.nextInt(10) == 0 ? random.nextInt(1 + offset) : 100 + offset;
                log.add(arrival(0, offset, 1, random.nextInt(8), position));
            }
            int from = random.nextInt(log.size());
            List<Arrival> replayed = new ArrayList<>(log);
            replayed.addAll(log.subList(from, log.size()));
            replayed.addAll(log.subList(from, log.size()));
            assertThat(table(replayed, random)).as("seed %d", seed).isEqualTo(table(log, random));
        }
    }

    /** Key -> position, written in batches of random size under the destination's guard. */
    private static Map<String, Long> table(List<Arrival> log, Random random) {
        Map<String, Long> table = new HashMap<>();
        int at = 0;
        while (at < log.size()) {
            int end = Math.min(log.size(), at + 1 + random.nextInt(10));
            for (KeyVersions versions : Compaction.perKey(log.subList(at, end))) {
                Arrival latest = versions.latest();
                long position =
                        Objects.requireNonNull(latest.stamp()).position().offset();
                table.merge(Arrays.toString(latest.key()), position, Math::max);
            }
            at = end;
        }
        return table;
    }
}
