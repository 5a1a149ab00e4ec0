package dev.freshet.transform.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Figures of one transform in this process. Safe for several threads. */
public final class TransformFigures {
    /** Upper bounds of the latency classes, seconds; a last class has none. */
    static final double[] BOUNDS = {0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2.5, 5, 10, 60, 600};

    private long in;
    private long out;
    private long rejected;
    private long batches;
    private long retries;
    private String state = "STARTING";
    private final Map<Integer, Long> lags = new TreeMap<>();
    private final long[] latencies = new long[BOUNDS.length + 1];
    private double latencySum;

    /** A moment of the figures. */
    public record Snapshot(
            long in,
            long out,
            long rejected,
            long batches,
            long retries,
            String state,
            long lag,
            long[] latencies,
            double latencySum) {}

    /** @param latency seconds from the commit of the batch's newest row at the source until now; NaN: unknown */
    public synchronized void batch(long read, long written, long letters, double latency) {
        in += read;
        out += written;
        rejected += letters;
        batches++;
        if (!Double.isNaN(latency)) {
            int place = Arrays.binarySearch(BOUNDS, latency);
            latencies[place < 0 ? -place - 1 : place]++;
            latencySum += latency;
        }
    }

    public synchronized void retry() {
        retries++;
    }

    public synchronized void state(String now) {
        state = now;
    }

    /** Records that wait in the partitions of one worker. */
    public synchronized void lag(Map<Integer, Long> byPartition) {
        lags.putAll(byPartition);
    }

    public synchronized Snapshot snapshot() {
        return new Snapshot(
                in,
                out,
                rejected,
                batches,
                retries,
                state,
                lags.values().stream().mapToLong(Long::longValue).sum(),
                latencies.clone(),
                latencySum);
    }
}
