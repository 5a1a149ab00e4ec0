package dev.freshet.source.intake;

import dev.freshet.source.stream.StreamTopic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Micrometer's meters of intake, touched once per request or per transaction. */
public final class IntakeMeters {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
    };

    private final MeterRegistry registry;
    private final DistributionSummary requests;
    private final Map<StreamTopic, ForStream> streams = new ConcurrentHashMap<>();

    /** @param inFlight bytes that wait for Kafka */
    public IntakeMeters(MeterRegistry registry, AtomicLong inFlight) {
        this.registry = registry;
        this.requests = DistributionSummary.builder("freshet.source.intake.batch.requests")
                .description("Requests of one Kafka transaction")
                .register(registry);
        Gauge.builder("freshet.source.intake.in.flight.bytes", inFlight, AtomicLong::get)
                .description("Events that wait for Kafka, as they are thought to weigh in memory")
                .baseUnit("bytes")
                .register(registry);
    }

    /** A transaction is committed. */
    void committed(int requestsOfIt) {
        requests.record(requestsOfIt);
    }

    /** A request is stored. */
    void stored(Submission submission, int accepted, int duplicates) {
        ForStream meters = of(submission.stream().topic());
        meters.events.increment(accepted);
        meters.duplicates.increment(duplicates);
        meters.bytes.increment(submission.bytes());
        meters.latency.record(Duration.ofNanos(System.nanoTime() - submission.receivedNanos()));
    }

    /** A batch of one stream's events within a transaction. */
    void batch(StreamTopic topic, int events) {
        of(topic).batch.record(events);
    }

    /**
     * A request is refused.
     *
     * @param source a known one, or a word that no source is called
     * @param reason one word
     */
    public void rejected(String source, String reason) {
        registry.counter("freshet.source.intake.rejected", "source", source, "reason", reason)
                .increment();
    }

    private ForStream of(StreamTopic topic) {
        return streams.computeIfAbsent(topic, each -> new ForStream(each, registry));
    }

    private static final class ForStream {
        private final Counter events;
        private final Counter duplicates;
        private final Counter bytes;
        private final DistributionSummary batch;
        private final Timer latency;

        ForStream(StreamTopic topic, MeterRegistry registry) {
            String source = topic.source();
            String table = topic.table();
            events = Counter.builder("freshet.events")
                    .description("Change events published")
                    .tags("source", source, "stage", "source", "table", table)
                    .register(registry);
            duplicates = Counter.builder("freshet.source.intake.duplicates")
                    .description("Events that were stored before, by their id")
                    .tags("source", source, "table", table)
                    .register(registry);
            bytes = Counter.builder("freshet.source.intake")
                    .baseUnit("bytes")
                    .description("Bodies of requests that were accepted")
                    .tags("source", source, "table", table)
                    .register(registry);
            batch = DistributionSummary.builder("freshet.source.intake.batch.events")
                    .description("Events of one stream in one Kafka transaction")
                    .tags("source", source, "table", table)
                    .register(registry);
            latency = Timer.builder("freshet.source.intake.accept")
                    .description("From the whole request to its commit in Kafka")
                    .tags("source", source, "table", table)
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
        }
    }
}
