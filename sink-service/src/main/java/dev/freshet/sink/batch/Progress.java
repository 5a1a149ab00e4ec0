package dev.freshet.sink.batch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far each partition of one topic was applied while the records of one take are written, run by run. Not thread-safe. */
public final class Progress {
    private final Map<Integer, Long> next;

    /** @param next the next offset to apply, for every partition that has records in the take */
    public Progress(Map<Integer, Long> next) {
        this.next = new HashMap<>(next);
    }

    /** What a commit of these records moves past: gaps (markers, compacted records) included. */
    public Map<Integer, OffsetRange> ranges(List<Arrival> arrivals) {
        Map<Integer, OffsetRange> ranges = new HashMap<>();
        for (Arrival arrival : arrivals) {
            Long from = next.get(arrival.partition());
            if (from == null) {
                throw new IllegalStateException("no position for partition " + arrival.partition());
            }
            ranges.put(arrival.partition(), new OffsetRange(from, arrival.offset() + 1));
        }
        return ranges;
    }

    public void advance(Map<Integer, OffsetRange> ranges) {
        ranges.forEach((partition, range) -> next.put(partition, range.to()));
    }

    public Map<Integer, Long> next() {
        return Map.copyOf(next);
    }
}
