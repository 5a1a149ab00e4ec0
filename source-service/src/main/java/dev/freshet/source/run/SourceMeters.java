package dev.freshet.source.run;

import dev.freshet.control.state.RunState;
import dev.freshet.event.EventStamp;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Micrometer's meters, touched once per batch. */
public final class SourceMeters {
    private final MeterRegistry registry;
    private final Map<String, ForSource> sources = new ConcurrentHashMap<>();

    public SourceMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param state null: not run here */
    void state(String source, @Nullable RunState state) {
        of(source).state = state;
    }

    void committed(String source, Map<String, Integer> events, @Nullable EventStamp last, Instant now) {
        ForSource meters = of(source);
        int size = 0;
        for (Map.Entry<String, Integer> entry : events.entrySet()) {
            meters.events(entry.getKey()).increment(entry.getValue());
            size += entry.getValue();
        }
        if (size > 0) {
            meters.batch.record(size);
        }
        // only the offset moved: the source was read to its end
        long lag = last == null ? 0 : Math.max(0, micros(now) - last.committedMicros());
        meters.lagMicros.set(lag);
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1000;
    }

    private ForSource of(String source) {
        return sources.computeIfAbsent(source, name -> new ForSource(name, registry));
    }

    private static final class ForSource {
        private final String source;
        private final MeterRegistry registry;
        private final Map<String, Counter> events = new ConcurrentHashMap<>();
        private final AtomicLong lagMicros = new AtomicLong();
        private final DistributionSummary batch;
        private volatile @Nullable RunState state;

        ForSource(String source, MeterRegistry registry) {
            this.source = source;
            this.registry = registry;
            this.batch = DistributionSummary.builder("freshet.source.batch.events")
                    .description("Events of one Kafka transaction")
                    .tag("source", source)
                    .register(registry);
            Gauge.builder("freshet.source.lag.seconds", lagMicros, micros -> micros.get() / 1e6)
                    .description("From commit at the source to commit in Kafka, of the last event; 0 when idle")
                    .tag("source", source)
                    .register(registry);
            for (RunState each : RunState.values()) {
                Gauge.builder("freshet.source.state", this, self -> self.state == each ? 1 : 0)
                        .description("1 for the state that the source is in")
                        .tag("source", source)
                        .tag("state", each.name())
                        .register(registry);
            }
        }

        Counter events(String table) {
            return events.computeIfAbsent(
                    table,
                    name -> Counter.builder("freshet.events")
                            .description("Change events published")
                            .tag("source", source)
                            .tag("stage", "source")
                            .tag("table", name)
                            .register(registry));
        }
    }
}
