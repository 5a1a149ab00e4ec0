package dev.freshet.sink.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/** Records of one topic that wait to be written, in order of arrival. Not thread-safe. */
public final class TopicBuffer {
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private long weight;
    private long oldestNanos;

    public void add(Arrival arrival, long nowNanos) {
        if (arrivals.isEmpty()) {
            oldestNanos = nowNanos;
        }
        arrivals.add(arrival);
        weight += arrival.weight();
    }

    /** The first {@code rows} of them. What stays behind has waited as long, so it is due at once. */
    public List<Arrival> take(int rows) {
        int count = Math.min(rows, arrivals.size());
        List<Arrival> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Arrival arrival = arrivals.remove();
            weight -= arrival.weight();
            taken.add(arrival);
        }
        return taken;
    }

    /** Forgets the records of these partitions. */
    public void drop(IntPredicate partition) {
        arrivals.removeIf(arrival -> partition.test(arrival.partition()));
        weight = arrivals.stream().mapToLong(Arrival::weight).sum();
    }

    public boolean isEmpty() {
        return arrivals.isEmpty();
    }

    public int size() {
        return arrivals.size();
    }

    /** Bytes in memory. */
    public long weight() {
        return weight;
    }

    /** How long the first of them has waited; 0 when there is none. */
    public long waitedNanos(long nowNanos) {
        return arrivals.isEmpty() ? 0 : nowNanos - oldestNanos;
    }

    /** When the first record since the buffer was empty came. */
    long oldestNanos() {
        return oldestNanos;
    }
}
