package dev.freshet.sink.stream;

import dev.freshet.sink.apply.Take;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.batch.FlushPolicy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What poller and writer of one pipeline share: records that wait, and how far each partition is. A partition is <i>ready</i> once
 * the poller stands where the destination says; records of any other partition are refused, so nothing that was read before a
 * reset or by an earlier owner slips in. Safe for one poller and one writer.
 */
public final class StreamBuffer {
    private final Function<String, FlushPolicy> policies;
    private final Map<String, FlushPolicy> policyOf = new HashMap<>();
    private final LongSupplier capacity;
    private final LongSupplier nanoTime;
    private final Map<String, TopicState> topics = new LinkedHashMap<>();
    private final Map<String, Map<Integer, Long>> seeks = new HashMap<>();
    private long inFlight;

    /**
     * @param policies by topic
     * @param capacity bytes that may wait here; asked again and again
     */
    public StreamBuffer(Function<String, FlushPolicy> policies, LongSupplier capacity, LongSupplier nanoTime) {
        this.policies = policies;
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    // ---- the poller's side

    synchronized void assigned(String topic, int partition) {
        TopicState state = topics.computeIfAbsent(topic, name -> new TopicState());
        state.assigned.add(partition);
        state.wanted = true;
        notifyAll();
    }

    synchronized void revoked(String topic, int partition) {
        TopicState state = topics.get(topic);
        if (state != null) {
            state.assigned.remove(partition);
            state.next.remove(partition);
            state.buffer.drop(p -> p == partition);
            if (state.assigned.isEmpty()) {
                topics.remove(topic);
            }
        }
    }

    synchronized void revokedAll() {
        topics.clear();
        seeks.clear();
    }

    /** Where the destination says that topics are to be read from, said once. */
    synchronized Map<String, Map<Integer, Long>> seeks() {
        Map<String, Map<Integer, Long>> said = Map.copyOf(seeks);
        seeks.clear();
        return said;
    }

    /** The poller stands at this offset and follows what the destination said. */
    synchronized void ready(String topic, int partition, long offset) {
        TopicState state = topics.get(topic);
        if (state != null && state.assigned.contains(partition)) {
            state.next.put(partition, offset);
        }
    }

    synchronized boolean isReady(String topic, int partition) {
        TopicState state = topics.get(topic);
        return state != null && state.next.containsKey(partition);
    }

    /** Takes the records in, if their partition is ready. */
    synchronized void offer(String topic, int partition, Collection<Arrival> arrivals) {
        TopicState state = topics.get(topic);
        if (state == null || !state.next.containsKey(partition)) {
            return;
        }
        long now = nanoTime.getAsLong();
        arrivals.forEach(arrival -> state.buffer.add(arrival, now));
        notifyAll();
    }

    /**
     * Whether the poller is to fetch from this partition: not while it waits behind a definition change; while the buffer is full only
     * where such a change is awaited and all that came before it is taken, for nothing behind it can be written before.
     */
    synchronized boolean flows(String topic, int partition) {
        TopicState state = topics.get(topic);
        if (state == null || !state.next.containsKey(partition) || state.buffer.holdsBack(partition)) {
            return false;
        }
        return weight() < capacity.getAsLong() || state.buffer.holdsBack() && state.buffer.isEmpty();
    }

    /** Nothing is left to read there for now. */
    synchronized void readToTheEnd(String topic, int partition) {
        TopicState state = topics.get(topic);
        if (state != null) {
            state.buffer.readToTheEnd(partition, nanoTime.getAsLong());
        }
    }

    /** Per topic and partition the next offset that the destination lacks. */
    synchronized Map<String, Map<Integer, Long>> positions() {
        Map<String, Map<Integer, Long>> positions = new TreeMap<>();
        topics.forEach((topic, state) -> positions.put(topic, Map.copyOf(state.next)));
        return positions;
    }

    /** Records of this topic that wait or are being written. */
    public synchronized int waiting(String topic) {
        TopicState state = topics.get(topic);
        return state == null ? 0 : state.buffer.size() + state.buffer.heldBack() + state.inFlight;
    }

    public synchronized Set<String> topics() {
        return Set.copyOf(topics.keySet());
    }

    // ---- the writer's side

    /** What to do now; waits for it up to the given time. */
    public synchronized Step next(long maxWaitNanos) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + maxWaitNanos;
        while (true) {
            long now = nanoTime.getAsLong();
            Step step = choose(now);
            if (!(step instanceof Step.Rest) || now >= deadline) {
                return step;
            }
            long wait = Math.min(deadline - now, untilNextDue(now));
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(wait, 100_000));
        }
    }

    private Step choose(long now) {
        @Nullable String due = null;
        boolean early = false;
        long longest = 0;
        boolean pressed = weight() >= capacity.getAsLong();
        for (Map.Entry<String, TopicState> entry : topics.entrySet()) {
            TopicState state = entry.getValue();
            if (state.heldUntil > now) {
                continue;
            }
            if (state.wanted) {
                return new Step.Locate(entry.getKey());
            }
            List<Arrival> boundary = state.buffer.boundary(now);
            if (!boundary.isEmpty()) {
                return new Step.Change(new Take(entry.getKey(), boundary, Map.copyOf(state.next)));
            }
            // what is before a definition change is not kept waiting
            boolean awaited = policy(entry.getKey()).dueIn(state.buffer, now) == 0
                    || (state.buffer.holdsBack() && !state.buffer.isEmpty());
            boolean ripe = awaited || (pressed && !state.buffer.isEmpty());
            if (ripe && state.buffer.waitedNanos(now) >= longest) {
                longest = state.buffer.waitedNanos(now);
                due = entry.getKey();
                early = !awaited;
            }
        }
        return due == null ? new Step.Rest() : new Step.Write(take(due), early);
    }

    private Take take(String topic) {
        TopicState state = topics.get(topic);
        if (state == null) {
            throw new IllegalStateException("no such topic: " + topic);
        }
        long before = state.buffer.weight();
        List<Arrival> arrivals = state.buffer.take(policy(topic).rows());
        inFlight = before - state.buffer.weight();
        state.inFlight = arrivals.size();
        return new Take(topic, arrivals, Map.copyOf(state.next));
    }

    private FlushPolicy policy(String topic) {
        return policyOf.computeIfAbsent(topic, policies);
    }

    private long untilNextDue(long now) {
        long soonest = Long.MAX_VALUE;
        for (Map.Entry<String, TopicState> entry : topics.entrySet()) {
            TopicState state = entry.getValue();
            long due = state.wanted ? 0 : policy(entry.getKey()).dueIn(state.buffer, now);
            if (due != FlushPolicy.NEVER) {
                soonest = Math.min(soonest, Math.max(due, state.heldUntil - now));
            }
        }
        return soonest;
    }

    /**
     * The destination's word: where to read each partition from; a partition that it does not know is read from its beginning. What is
     * buffered of a partition stays if the destination is where it was believed to be, and is read again otherwise.
     */
    public synchronized void located(String topic, Map<Integer, Long> offsets) {
        TopicState state = topics.get(topic);
        if (state != null) {
            state.wanted = false;
            Set<Integer> astray = new HashSet<>();
            state.next.forEach((partition, next) -> {
                if (offsets.getOrDefault(partition, 0L) != next.longValue()) {
                    astray.add(partition);
                }
            });
            state.next.keySet().removeAll(astray);
            state.buffer.drop(astray::contains);
            seeks.put(topic, Map.copyOf(offsets));
        }
    }

    /**
     * The destination was away: a server that lost its last commits (a standby that took over, a crash with asynchronous commit) is to be
     * asked for every topic, also for those that nothing new comes for.
     */
    public synchronized void doubt() {
        topics.values().forEach(state -> state.wanted = true);
        notifyAll();
    }

    /** The take is at the destination. */
    public synchronized void applied(Take take, Map<Integer, Long> next) {
        TopicState state = done(take.topic());
        if (state != null) {
            next.forEach((partition, offset) -> state.next.computeIfPresent(partition, (p, old) -> offset));
        }
    }

    /** The definition change is applied at the destination: what follows it is next. */
    public synchronized void passed(Take boundary, Map<Integer, Long> next) {
        applied(boundary, next);
        TopicState state = topics.get(boundary.topic());
        if (state != null) {
            state.buffer.passed(boundary.arrivals(), nanoTime.getAsLong());
        }
    }

    /** Leaves the topic alone for a while; what is buffered stays. */
    public synchronized void hold(String topic, long holdNanos) {
        TopicState state = topics.get(topic);
        if (state != null) {
            state.heldUntil = nanoTime.getAsLong() + holdNanos;
            notifyAll();
        }
    }

    /** Forgets what is buffered of the topic, and reads it again from where the destination is, not before the given time passed. */
    public synchronized void reset(String topic, long holdNanos) {
        TopicState state = done(topic);
        if (state != null) {
            state.buffer.drop(partition -> true);
            state.next.clear();
            state.wanted = true;
            state.heldUntil = nanoTime.getAsLong() + holdNanos;
            seeks.remove(topic);
        }
    }

    private @Nullable TopicState done(String topic) {
        inFlight = 0;
        TopicState state = topics.get(topic);
        if (state != null) {
            state.inFlight = 0;
        }
        return state;
    }

    private long weight() {
        long weight = inFlight;
        for (TopicState state : topics.values()) {
            weight += state.buffer.weight();
        }
        return weight;
    }
}
