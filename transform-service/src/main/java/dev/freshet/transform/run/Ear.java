package dev.freshet.transform.run;

import dev.freshet.control.state.Activity;
import dev.freshet.transform.metrics.TransformFigures;
import dev.freshet.transform.report.Fault;
import dev.freshet.transform.report.Voice;
import dev.freshet.transform.stream.Listener;
import java.time.Clock;
import java.util.Map;

/**
 * Hears one thread of a transform.
 *
 * @param worker what the thread is called
 */
record Ear(String transform, String worker, Voice voice, TransformFigures figures, Clock clock) implements Listener {
    @Override
    public void reading(Map<Integer, Long> lagByPartition) {
        figures.lag(lagByPartition);
        voice.recovered(worker);
    }

    @Override
    public void failing(String cause, String mend) {
        figures.retry();
        voice.failing(worker, new Fault(cause, mend, false));
    }

    @Override
    public void held(int partition, String cause, String mend) {
        voice.failing("partition " + partition, new Fault(cause, mend, true));
    }

    @Override
    public void committed(Batch batch) {
        double latency = batch.newestCommit() == 0
                ? Double.NaN
                : Math.max(0, (clock.millis() * 1_000L - batch.newestCommit()) / 1e6);
        figures.batch(batch.in(), batch.out(), batch.rejected(), latency);
        if (batch.rejected() > 0) {
            voice.activity(
                    "dead-letter.written",
                    Activity.Severity.WARNING,
                    batch.rejected() + " rows could not be evaluated; see freshet.dead-letters." + transform
                            + " for the reasons",
                    Map.of("rows", batch.rejected()));
        }
    }

    @Override
    public void gap(int partition, long wanted, long oldest) {
        voice.activity(
                "records.lost",
                Activity.Severity.ERROR,
                "the records of partition " + partition + " from offset " + wanted + " to " + oldest
                        + " are no longer in Kafka; reading goes on at " + oldest
                        + "; take a new snapshot of the table, and keep topics longer than a transform may rest",
                Map.of("partition", partition, "wanted", wanted, "oldest", oldest));
    }

    @Override
    public void remark(String message) {
        voice.activity("input.changed", Activity.Severity.WARNING, message, Map.of());
    }
}
