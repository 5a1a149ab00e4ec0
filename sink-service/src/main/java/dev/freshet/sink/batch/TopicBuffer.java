package dev.freshet.sink.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Records of one topic that wait to be written, in order of arrival. What follows a definition change is held back until that
 * change was met in every partition, all that stands before it was taken, and {@link #passed} says that it was applied. Not
 * thread-safe.
 */
public final class TopicBuffer {
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final Boundaries boundaries = new Boundaries();
    private long weight;
    private long oldestNanos;

    public void add(Arrival arrival, long nowNanos) {
        weight += arrival.weight();
        if (!boundaries.holdsBack(arrival, nowNanos)) {
            if (arrivals.isEmpty()) {
                oldestNanos = nowNanos;
            }
            arrivals.add(arrival);
        }
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

    /** The definition change that is next, one record of it per partition that holds it; empty while rows before it are to be written. */
    public List<Arrival> boundary(long nowNanos) {
        return arrivals.isEmpty() ? boundaries.met(nowNanos) : List.of();
    }

    /** These records of a definition change are done with: what follows them may be taken. */
    public void passed(List<Arrival> boundary, long nowNanos) {
        boundary.forEach(arrival -> weight -= arrival.weight());
        for (Arrival arrival : boundaries.release(boundary)) {
            weight -= arrival.weight();
            add(arrival, nowNanos);
        }
    }

    /** The partition was read to its end: if a definition change is awaited there for long, it is not to come. */
    public void readToTheEnd(int partition, long nowNanos) {
        boundaries.readToTheEnd(partition, nowNanos);
    }

    /** Whether the partition's next records must wait for a definition change. */
    public boolean holdsBack(int partition) {
        return boundaries.holdsBack(partition);
    }

    /** Whether some partition must. */
    public boolean holdsBack() {
        return boundaries.holdsBack();
    }

    /** Forgets the records of these partitions. */
    public void drop(IntPredicate partition) {
        arrivals.removeIf(arrival -> partition.test(arrival.partition()));
        boundaries.drop(partition);
        weight = arrivals.stream().mapToLong(Arrival::weight).sum() + boundaries.weight();
    }

    /** Whether nothing can be taken. */
    public boolean isEmpty() {
        return arrivals.isEmpty();
    }

    /** Records that can be taken. */
    public int size() {
        return arrivals.size();
    }

    /** Records that are held back. */
    public int heldBack() {
        return boundaries.size();
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
