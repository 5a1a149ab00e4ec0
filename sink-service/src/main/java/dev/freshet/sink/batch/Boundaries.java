package dev.freshet.sink.batch;

import dev.freshet.event.DefinitionChange;
import dev.freshet.event.SourcePosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Definition changes of one topic and what stands behind them. A change is met when every partition has come to it. A partition that never
 * will (retention took it there, or it was made later) is past it when its records have greater positions, or when it was read to its
 * end some seconds after the change was seen elsewhere.
 */
final class Boundaries {
    private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

    /** By partition: a definition change, then what follows it. */
    private final Map<Integer, Deque<Arrival>> behind = new HashMap<>();

    private final Map<Integer, SourcePosition> seen = new HashMap<>();
    private final Map<Integer, Long> ended = new HashMap<>();
    private long since;

    /** Takes the arrival in, if it is a definition change or its partition waits behind one. */
    boolean holdsBack(Arrival arrival, long nowNanos) {
        Deque<Arrival> waiting = behind.get(arrival.partition());
        if (waiting == null && (arrival.definition() == null || arrival.stamp() == null)) {
            if (arrival.stamp() != null) {
                seen.put(arrival.partition(), arrival.stamp().position());
            }
            return false;
        }
        if (behind.isEmpty()) {
            since = nowNanos;
            ended.clear();
        }
        behind.computeIfAbsent(arrival.partition(), p -> new ArrayDeque<>()).add(arrival);
        return true;
    }

    /** One record per partition that holds it. */
    List<Arrival> met(long nowNanos) {
        @Nullable SourcePosition first = null;
        for (Deque<Arrival> waiting : behind.values()) {
            SourcePosition position = position(waiting.element());
            first = first == null || position.compareTo(first) < 0 ? position : first;
        }
        if (first == null) {
            return List.of();
        }
        List<Arrival> boundary = new ArrayList<>();
        for (Deque<Arrival> waiting : behind.values()) {
            if (position(waiting.element()).equals(first)) {
                boundary.add(waiting.element());
            }
        }
        DefinitionChange change = Objects.requireNonNull(boundary.getFirst().definition());
        SourcePosition at = first;
        boolean met = IntStream.range(0, change.partitions())
                .allMatch(partition -> behind.containsKey(partition) || past(partition, at, nowNanos));
        return met ? boundary : List.of();
    }

    private boolean past(int partition, SourcePosition at, long nowNanos) {
        SourcePosition last = seen.get(partition);
        Long end = ended.get(partition);
        return last != null && last.compareTo(at) > 0
                || end != null && end - since > PATIENCE && nowNanos - since > PATIENCE;
    }

    private static SourcePosition position(Arrival boundary) {
        return Objects.requireNonNull(boundary.stamp()).position();
    }

    /** What stood behind these, in order per partition; the next definition change of a partition among it. */
    List<Arrival> release(List<Arrival> boundary) {
        List<Arrival> released = new ArrayList<>();
        for (Arrival each : boundary) {
            Deque<Arrival> waiting = behind.remove(each.partition());
            if (waiting != null) {
                waiting.remove();
                released.addAll(waiting);
            }
        }
        return released;
    }

    void readToTheEnd(int partition, long nowNanos) {
        ended.put(partition, nowNanos);
    }

    boolean holdsBack(int partition) {
        return behind.containsKey(partition);
    }

    boolean holdsBack() {
        return !behind.isEmpty();
    }

    void drop(IntPredicate partition) {
        behind.keySet().removeIf(partition::test);
        seen.keySet().removeIf(partition::test);
        ended.keySet().removeIf(partition::test);
    }

    int size() {
        return behind.values().stream().mapToInt(Deque::size).sum();
    }

    long weight() {
        return behind.values().stream()
                .flatMap(Deque::stream)
                .mapToLong(Arrival::weight)
                .sum();
    }
}
