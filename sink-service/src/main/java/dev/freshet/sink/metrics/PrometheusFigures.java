package dev.freshet.sink.metrics;

import dev.freshet.control.state.RunState;
import dev.freshet.sink.destination.Cost;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures as Prometheus scrapes them: nothing is counted twice, no meter object per row. */
public final class PrometheusFigures extends Collector {
    private static final double[] LATENCY_BOUNDS = {0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2.5, 5, 10, 60, 600
    };
    private static final List<String> PIPELINE = List.of("pipeline");
    private static final List<String> TABLE = List.of("pipeline", "table");

    private final Figures figures;
    private final Clock clock;

    public PrometheusFigures(Figures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        long now = clock.millis() * 1000;
        Families families = new Families();
        figures.all().forEach((pipeline, all) -> {
            List<String> name = List.of(pipeline);
            families.counter("freshet_dead_letters", "Rejected events", PIPELINE, name, all.deadLetters());
            families.counter("freshet_retries", "Attempts after a failure", PIPELINE, name, all.retries());
            all.schemaChanges()
                    .forEach((change, count) -> families.counter(
                            "freshet_schema_changes",
                            "Changes of destination tables",
                            List.of("pipeline", "table", "kind"),
                            List.of(pipeline, change.table(), change.kind()),
                            count));
            for (RunState state : RunState.values()) {
                families.gauge(
                        "freshet_pipeline_state",
                        "1 for the state that the pipeline is in",
                        List.of("pipeline", "state"),
                        List.of(pipeline, state.name()),
                        state.name().equals(all.state()) ? 1 : 0);
            }
            Cost cost = all.cost();
            if (cost != null) {
                cost(families, name, cost, all);
            }
            all.tables(now).forEach((table, one) -> table(families, List.of(pipeline, table), one));
        });
        return families.all();
    }

    private static void cost(Families families, List<String> name, Cost cost, PipelineFigures all) {
        families.counter("freshet_flushes", "Batches written to a warehouse", PIPELINE, name, cost.flushes());
        families.counter("freshet_flushes_skipped", "Intervals without a row to write", PIPELINE, name, all.skipped());
        families.counter("freshet_flushes_early", "Batches that a full buffer forced", PIPELINE, name, all.early());
        families.counter("freshet_staged_bytes", "Compressed bytes uploaded", PIPELINE, name, cost.stagedBytes());
        families.counter("freshet_warehouse_resumes", "Times it was woken, estimated", PIPELINE, name, cost.resumes());
        families.gauge(
                "freshet_warehouse_seconds", "Time it was kept awake, estimated", PIPELINE, name, cost.awakeSeconds());
        families.gauge("freshet_warehouse_credits", "What that costs, estimated", PIPELINE, name, cost.credits());
    }

    private static void table(Families families, List<String> name, TableSnapshot one) {
        families.counter("freshet_rows", "Changes applied to the destination", TABLE, name, one.rows());
        families.counter("freshet_rows_written", "Rows written after compaction per key", TABLE, name, one.written());
        families.counter("freshet_batches", "Commits at the destination", TABLE, name, one.batches());
        families.gauge("freshet_batch_rows", "Rows of the last batch", TABLE, name, (double) one.lastBatchRows());
        families.gauge("freshet_lag_records", "Records in Kafka not applied yet", TABLE, name, (double) one.lag());
        families.gauge("freshet_freshness_seconds", "How far the table is behind", TABLE, name, one.freshnessSeconds());
        families.latency("freshet_latency_seconds", "Commit at the source to applied", name, one.latency());
    }

    /** Families by name, in order. */
    private static final class Families {
        private final Map<String, MetricFamilySamples> byName = new LinkedHashMap<>();

        List<MetricFamilySamples> all() {
            return new ArrayList<>(byName.values());
        }

        void counter(String name, String help, List<String> labels, List<String> values, long value) {
            family(name, Type.COUNTER, help).add(new Sample(name + "_total", labels, values, (double) value));
        }

        void gauge(String name, String help, List<String> labels, List<String> values, double value) {
            family(name, Type.GAUGE, help).add(new Sample(name, labels, values, value));
        }

        void latency(String name, String help, List<String> values, LatencyHistogram latency) {
            List<Sample> samples = family(name, Type.HISTOGRAM, help);
            List<String> labels = List.of("pipeline", "table", "le");
            for (double bound : LATENCY_BOUNDS) {
                long count = latency.countUpTo((long) (bound * 1e6));
                samples.add(
                        new Sample(name + "_bucket", labels, with(values, doubleToGoString(bound)), (double) count));
            }
            samples.add(new Sample(name + "_bucket", labels, with(values, "+Inf"), (double) latency.count()));
            samples.add(new Sample(name + "_count", TABLE, values, (double) latency.count()));
            samples.add(new Sample(name + "_sum", TABLE, values, latency.sumSeconds()));
        }

        private static List<String> with(List<String> values, String last) {
            List<String> more = new ArrayList<>(values);
            more.add(last);
            return more;
        }

        private List<Sample> family(String name, Type type, String help) {
            return byName.computeIfAbsent(name, n -> new MetricFamilySamples(n, type, help, new ArrayList<>())).samples;
        }
    }
}
