package dev.freshet.sink.metrics;

import dev.freshet.event.EventStamp;
import dev.freshet.sink.batch.Arrival;
import java.time.Duration;
import java.util.List;

/** Figures of one table of a pipeline since the pipeline started here. Safe for several threads. */
public final class TableFigures {
    private static final long WINDOW_MICROS = Duration.ofSeconds(10).toNanos() / 1000;

    private final LatencyHistogram latency = new LatencyHistogram();
    private final LatencyHistogram window = new LatencyHistogram();
    private final LatencyHistogram lastWindow = new LatencyHistogram();
    private long windowSince;
    private long rows;
    private long written;
    private long batches;
    private long lastBatchRows;
    private long lastCommittedMicros;
    private long lag;

    /**
     * A batch is at the destination.
     *
     * @param written rows that the batch had after compaction
     */
    synchronized void applied(List<Arrival> arrivals, int written, long nowMicros) {
        turnWindow(nowMicros);
        for (Arrival arrival : arrivals) {
            EventStamp stamp = arrival.stamp();
            if (stamp != null && arrival.value() != null) {
                window.record(nowMicros - stamp.committedMicros());
                lastCommittedMicros = Math.max(lastCommittedMicros, stamp.committedMicros());
                rows++;
            }
        }
        this.written += written;
        batches++;
        lastBatchRows = written;
    }

    private void turnWindow(long nowMicros) {
        if (nowMicros - windowSince >= WINDOW_MICROS) {
            latency.add(window);
            lastWindow.clear();
            if (nowMicros - windowSince < 2 * WINDOW_MICROS) {
                lastWindow.add(window);
            }
            window.clear();
            windowSince = nowMicros;
        }
    }

    synchronized void lag(long records) {
        lag = records;
    }

    /** As it stands now. */
    public synchronized TableSnapshot snapshot(long nowMicros) {
        turnWindow(nowMicros);
        LatencyHistogram all = new LatencyHistogram();
        all.add(latency);
        all.add(window);
        LatencyHistogram recent = new LatencyHistogram();
        recent.add(lastWindow);
        recent.add(window);
        double freshness =
                lag == 0 || lastCommittedMicros == 0 ? 0 : Math.max(0, nowMicros - lastCommittedMicros) / 1e6;
        return new TableSnapshot(rows, written, batches, lastBatchRows, lag, freshness, all, recent);
    }
}
