package dev.freshet.sink.run;

import dev.freshet.control.state.RunState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of a running pipeline, derived from what is wrong with its parts. Immutable.
 *
 * @param started the destination was reached and Kafka read once
 * @param faults  by part: {@code destination}, {@code kafka}, or a topic
 * @param since   when it entered this state; a further fault of the same gravity does not count
 */
public record PipelineState(boolean started, SortedMap<String, Fault> faults, Instant since) {
    static final String DESTINATION = "destination";
    static final String KAFKA = "kafka";
    /** Before a topic's name: finding out where to read it from. */
    static final String OFFSETS_OF = "offsets of ";

    public static PipelineState starting(Instant now) {
        return new PipelineState(false, new TreeMap<>(), now);
    }

    /** STARTING, STREAMING, RETRYING or FAILED. */
    public RunState runState() {
        if (faults.values().stream().anyMatch(Fault::needsPerson)) {
            return RunState.FAILED;
        }
        if (!faults.isEmpty()) {
            return RunState.RETRYING;
        }
        return started ? RunState.STREAMING : RunState.STARTING;
    }

    public PipelineState nowStarted(Instant now) {
        return started ? this : changed(true, faults, now);
    }

    public PipelineState failing(String part, Fault fault, Instant now) {
        if (fault.equals(faults.get(part))) {
            return this;
        }
        SortedMap<String, Fault> more = new TreeMap<>(faults);
        more.put(part, fault);
        return changed(started, more, now);
    }

    public PipelineState recovered(String part, Instant now) {
        if (!faults.containsKey(part)) {
            return this;
        }
        SortedMap<String, Fault> fewer = new TreeMap<>(faults);
        fewer.remove(part);
        return changed(started, fewer, now);
    }

    /** Without the faults of topics that are no longer this replica's. */
    public PipelineState reading(Set<String> topics, Instant now) {
        SortedMap<String, Fault> ours = new TreeMap<>(faults);
        ours.keySet()
                .removeIf(part -> !part.equals(DESTINATION)
                        && !part.equals(KAFKA)
                        && !topics.contains(part.startsWith(OFFSETS_OF) ? part.substring(OFFSETS_OF.length()) : part));
        return ours.size() == faults.size() ? this : changed(started, ours, now);
    }

    /** The part and the fault that a person should look at first. */
    public Optional<Map.Entry<String, Fault>> worst() {
        return faults.entrySet().stream()
                .filter(entry -> entry.getValue().needsPerson())
                .findFirst()
                .or(() -> faults.entrySet().stream().findFirst());
    }

    private PipelineState changed(boolean nowStarted, SortedMap<String, Fault> nowFaults, Instant now) {
        PipelineState next = new PipelineState(nowStarted, nowFaults, since);
        return next.runState() == runState() ? next : new PipelineState(nowStarted, nowFaults, now);
    }
}
