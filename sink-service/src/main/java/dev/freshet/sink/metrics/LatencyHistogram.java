package dev.freshet.sink.metrics;

/**
 * Counts of latencies in buckets that grow by an eighth: a quantile is at most 12.5 % too high. Recording is one increment, so
 * every row can be recorded. Not thread-safe.
 */
final class LatencyHistogram {
    private static final int SUB_BITS = 3;
    private static final int SUB = 1 << SUB_BITS;
    private static final int BUCKETS = 48 * SUB;

    private final long[] counts = new long[BUCKETS];
    private long count;
    private double sumMicros;

    /** A negative latency (clocks differ) counts as none. */
    void record(long micros) {
        long latency = Math.max(0, micros);
        counts[bucket(latency)]++;
        count++;
        sumMicros += latency;
    }

    long count() {
        return count;
    }

    double sumSeconds() {
        return sumMicros / 1e6;
    }

    /** How many were at most this long, to the accuracy of the buckets. */
    long countUpTo(long micros) {
        long upTo = 0;
        for (int i = 0; i < BUCKETS && upperBound(i) <= micros; i++) {
            upTo += counts[i];
        }
        return upTo;
    }

    /** The latency that the given share of all stayed at or under, in microseconds; 0 when there are none. */
    long quantileMicros(double share) {
        long rank = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return upperBound(i);
            }
        }
        return 0;
    }

    void clear() {
        java.util.Arrays.fill(counts, 0);
        count = 0;
        sumMicros = 0;
    }

    void add(LatencyHistogram other) {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        sumMicros += other.sumMicros;
    }

    private static int bucket(long micros) {
        if (micros < SUB) {
            return (int) micros;
        }
        int shift = 63 - Long.numberOfLeadingZeros(micros) - SUB_BITS;
        int bucket = ((shift + 1) << SUB_BITS) + (int) ((micros >>> shift) & (SUB - 1));
        return Math.min(bucket, BUCKETS - 1);
    }

    /** The greatest latency of the bucket. */
    private static long upperBound(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int shift = (bucket >>> SUB_BITS) - 1;
        return ((long) (SUB + (bucket & (SUB - 1)) + 1) << shift) - 1;
    }
}
