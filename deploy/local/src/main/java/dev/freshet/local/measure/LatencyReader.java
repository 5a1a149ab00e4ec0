package dev.freshet.local.measure;

import java.util.Map;

/** Where latencies come from. */
@FunctionalInterface
public interface LatencyReader {
    /** The cumulative histograms by table, as they are now; empty while nothing is published. */
    Map<String, Histogram> read();
}
