package dev.freshet.sink.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of one topic under the same writer schemas, in offset order per partition. A table is altered between two runs only:
 * the rows of the old schema are written before.
 */
public record SchemaRun(SchemaIds ids, List<Arrival> arrivals) {

    /**
     * Splits where the schema changes, oldest schema first as far as each partition's order allows. All runs together hold every
     * arrival once; a tombstone joins the run before it.
     */
    public static List<SchemaRun> split(List<Arrival> arrivals) {
        if (uniform(arrivals)) {
            return List.of(new SchemaRun(firstIds(arrivals), arrivals));
        }
        Map<Integer, Deque<Arrival>> partitions = new LinkedHashMap<>();
        arrivals.forEach(arrival -> partitions
                .computeIfAbsent(arrival.partition(), p -> new ArrayDeque<>())
                .add(arrival));
        List<SchemaRun> runs = new ArrayList<>();
        while (partitions.values().stream().anyMatch(queue -> !queue.isEmpty())) {
            SchemaIds oldest = partitions.values().stream()
                    .filter(queue -> !queue.isEmpty())
                    .map(SchemaRun::firstIds)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            List<Arrival> run = new ArrayList<>();
            partitions.values().forEach(queue -> drain(queue, oldest, run));
            runs.add(new SchemaRun(oldest, run));
        }
        return runs;
    }

    private static void drain(Deque<Arrival> queue, SchemaIds ids, List<Arrival> into) {
        @Nullable Arrival head;
        while ((head = queue.peek()) != null && fits(head, ids)) {
            into.add(queue.remove());
        }
    }

    private static boolean fits(Arrival arrival, SchemaIds ids) {
        return arrival.tombstone() || SchemaIds.of(arrival).equals(ids);
    }

    private static boolean uniform(List<Arrival> arrivals) {
        SchemaIds first = firstIds(arrivals);
        return arrivals.stream().allMatch(arrival -> fits(arrival, first));
    }

    private static SchemaIds firstIds(Iterable<Arrival> arrivals) {
        for (Arrival arrival : arrivals) {
            if (!arrival.tombstone()) {
                return SchemaIds.of(arrival);
            }
        }
        return SchemaIds.UNREADABLE;
    }
}
