package dev.freshet.local.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code freshet_latency_seconds_bucket{pipeline=..., table=..., le=...}} from a page in Prometheus's text format.
 *
 * @param page fetches the page; what it throws means that there is nothing to read now
 */
public record MetricsPage(String pipeline, Supplier<String> page) implements LatencyReader {
    private static final Pattern BUCKET =
            Pattern.compile("^freshet_latency_seconds_bucket\\{([^}]*)}\\s+(\\S+)", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    @Override
    public Map<String, Histogram> read() {
        try {
            return parse(page.get(), pipeline);
        } catch (RuntimeException away) {
            return Map.of();
        }
    }

    /**
     * What a counter of this pipeline says, over all its labels; 0 while it says nothing.
     *
     * @param counter its whole name, such as {@code freshet_dead_letters_total}
     */
    public long count(String counter) {
        return count(page.get(), pipeline, counter);
    }

    static long count(String text, String pipeline, String counter) {
        Pattern line = Pattern.compile(
                "^" + Pattern.quote(counter) + "\\{[^}]*pipeline=\"" + Pattern.quote(pipeline) + "\"[^}]*}\\s+(\\S+)",
                Pattern.MULTILINE);
        return (long) line.matcher(text)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    /** By table, without the schema that may precede its name. */
    static Map<String, Histogram> parse(String text, String pipeline) {
        Map<String, Histogram> tables = new HashMap<>();
        Matcher bucket = BUCKET.matcher(text);
        while (bucket.find()) {
            Map<String, String> labels = new HashMap<>();
            Matcher label = LABEL.matcher(bucket.group(1));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
            if (pipeline.equals(labels.get("pipeline"))) {
                String table = labels.getOrDefault("table", "");
                String bound = labels.getOrDefault("le", "+Inf");
                tables.computeIfAbsent(
                                table.substring(table.lastIndexOf('.') + 1), key -> new Histogram(new TreeMap<>()))
                        .buckets()
                        .merge(
                                bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
                                Double.parseDouble(bucket.group(2)),
                                Double::sum);
            }
        }
        return tables;
    }
}
