package dev.freshet.transform.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures as Prometheus scrapes them. */
public final class PrometheusFigures extends Collector {
    private static final List<String> LABELS = List.of("transform");
    private static final List<String> STATES =
            List.of("STARTING", "STREAMING", "PAUSED", "RETRYING", "FAILED", "STOPPED");

    private final Figures figures;

    public PrometheusFigures(Figures figures) {
        this.figures = figures;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Map<String, MetricFamilySamples> families = new LinkedHashMap<>();
        figures.all().forEach((transform, of) -> {
            TransformFigures.Snapshot now = of.snapshot();
            List<String> name = List.of(transform);
            counter(families, "freshet_transform_records_in", "Records read and committed", name, now.in());
            counter(families, "freshet_transform_records_out", "Records written", name, now.out());
            counter(
                    families,
                    "freshet_transform_dead_letters",
                    "Rows that could not be evaluated",
                    name,
                    now.rejected());
            counter(families, "freshet_transform_batches", "Transactions", name, now.batches());
            counter(families, "freshet_transform_retries", "Attempts after a failure", name, now.retries());
            family(families, "freshet_transform_lag_records", Type.GAUGE, "Records of the input not read yet")
                    .add(new Sample("freshet_transform_lag_records", LABELS, name, (double) now.lag()));
            for (String state : STATES) {
                family(families, "freshet_transform_state", Type.GAUGE, "1 for the state that the transform is in")
                        .add(new Sample(
                                "freshet_transform_state",
                                List.of("transform", "state"),
                                List.of(transform, state),
                                state.equals(now.state()) ? 1 : 0));
            }
            latency(families, name, now);
        });
        return new ArrayList<>(families.values());
    }

    private static void latency(
            Map<String, MetricFamilySamples> families, List<String> name, TransformFigures.Snapshot now) {
        String family = "freshet_transform_latency_seconds";
        List<Sample> samples =
                family(families, family, Type.HISTOGRAM, "Commit at the source to written, newest row of each batch");
        long count = 0;
        for (int i = 0; i < now.latencies().length; i++) {
            count += now.latencies()[i];
            String bound = i < TransformFigures.BOUNDS.length ? doubleToGoString(TransformFigures.BOUNDS[i]) : "+Inf";
            samples.add(new Sample(
                    family + "_bucket", List.of("transform", "le"), List.of(name.get(0), bound), (double) count));
        }
        samples.add(new Sample(family + "_count", LABELS, name, (double) count));
        samples.add(new Sample(family + "_sum", LABELS, name, now.latencySum()));
    }

    private static void counter(
            Map<String, MetricFamilySamples> families, String name, String help, List<String> values, long value) {
        family(families, name, Type.COUNTER, help).add(new Sample(name + "_total", LABELS, values, (double) value));
    }

    private static List<Sample> family(Map<String, MetricFamilySamples> families, String name, Type type, String help) {
        return families.computeIfAbsent(name, n -> new MetricFamilySamples(n, type, help, new ArrayList<>())).samples;
    }
}
