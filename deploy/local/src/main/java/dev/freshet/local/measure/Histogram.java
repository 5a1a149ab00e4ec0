package dev.freshet.local.measure;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Cumulative counts by upper bound in seconds, the last bound infinite: Prometheus's form.
 *
 * @param buckets for each bound, how many observations were at or below it
 */
public record Histogram(NavigableMap<Double, Double> buckets) {
    public static final Histogram EMPTY = new Histogram(new TreeMap<>());

    public double count() {
        return buckets.isEmpty() ? 0 : buckets.lastEntry().getValue();
    }

    /** What was observed after the earlier reading. A service that restarted counts from zero: then it is all new. */
    public Histogram since(Histogram earlier) {
        if (earlier.buckets.isEmpty() || earlier.count() > count()) {
            return this;
        }
        NavigableMap<Double, Double> difference = new TreeMap<>();
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            double before = earlier.buckets.getOrDefault(bucket.getKey(), 0.0);
            difference.put(bucket.getKey(), Math.max(0, bucket.getValue() - before));
        }
        return new Histogram(difference);
    }

    public Histogram plus(Histogram other) {
        NavigableMap<Double, Double> sum = new TreeMap<>(buckets);
        other.buckets.forEach((bound, count) -> sum.merge(bound, count, Double::sum));
        return new Histogram(sum);
    }

    /** The quantile in seconds, linear within its bucket as Prometheus's histogram_quantile; empty without data. */
    public OptionalDouble quantile(double fraction) {
        double wanted = fraction * count();
        if (count() == 0) {
            return OptionalDouble.empty();
        }
        double lowerBound = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            if (bucket.getValue() >= wanted && bucket.getValue() > below) {
                if (bucket.getKey().isInfinite()) {
                    return OptionalDouble.of(lowerBound);
                }
                double share = (wanted - below) / (bucket.getValue() - below);
                return OptionalDouble.of(lowerBound + (bucket.getKey() - lowerBound) * Math.max(0, share));
            }
            below = bucket.getValue();
            lowerBound = bucket.getKey().isInfinite() ? lowerBound : bucket.getKey();
        }
        return OptionalDouble.of(lowerBound);
    }
}
