package dev.freshet.local.drift;

import dev.freshet.local.measure.Histogram;
import dev.freshet.local.measure.LatencyReader;
import dev.freshet.local.measure.MetricsPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What several pipelines of one page say together. */
final class PipelinesMetrics implements LatencyReader {
    private final List<MetricsPage> pipelines;

    PipelinesMetrics(List<String> pipelines, Supplier<String> page) {
        this.pipelines =
                pipelines.stream().map(name -> new MetricsPage(name, page)).toList();
    }

    @Override
    public Map<String, Histogram> read() {
        Map<String, Histogram> all = new HashMap<>();
        pipelines.forEach(
                pipeline -> pipeline.read().forEach((table, some) -> all.merge(table, some, Histogram::plus)));
        return all;
    }

    /** As {@link MetricsPage#count}. */
    long count(String counter) {
        return pipelines.stream().mapToLong(pipeline -> pipeline.count(counter)).sum();
    }
}
