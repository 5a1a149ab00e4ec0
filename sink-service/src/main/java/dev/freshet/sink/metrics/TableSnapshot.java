package dev.freshet.sink.metrics;

/**
 * A table's figures at one moment.
 *
 * @param rows             changes applied
 * @param written          rows sent to the destination: fewer, after compaction
 * @param lag              records in Kafka that are not applied yet
 * @param freshnessSeconds how far the destination is behind; 0 when nothing is waiting
 * @param latency          commit to applied, since the start
 * @param recent           the same over the last 10 to 20 seconds
 */
public record TableSnapshot(
        long rows,
        long written,
        long batches,
        long lastBatchRows,
        long lag,
        double freshnessSeconds,
        LatencyHistogram latency,
        LatencyHistogram recent) {
    public double p50Seconds() {
        return recent.quantileMicros(0.50) / 1e6;
    }

    public double p99Seconds() {
        return recent.quantileMicros(0.99) / 1e6;
    }
}
