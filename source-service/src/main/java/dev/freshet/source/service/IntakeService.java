package dev.freshet.source.service;

import dev.freshet.control.messaging.KafkaSettings;
import dev.freshet.control.state.Reports;
import dev.freshet.registry.apicurio.ApicurioRegistry;
import dev.freshet.source.body.EventId;
import dev.freshet.source.config.FreshetConfig;
import dev.freshet.source.intake.EventsSources;
import dev.freshet.source.intake.Intake;
import dev.freshet.source.intake.IntakeMeters;
import dev.freshet.source.publish.HeaderFollower;
import dev.freshet.source.publish.TopicSettings;
import dev.freshet.source.publish.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Intake of events, put together: every replica takes them for every source. {@link SourceService} starts and stops it. */
@Singleton
public class IntakeService {
    private final Topics topics;
    private final HeaderFollower ids;
    private final EventsSources sources;
    private final IntakeMeters meters;
    private final Intake intake;

    @Inject
    IntakeService(
            FreshetConfig config,
            KafkaSettings kafka,
            Reports reports,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        Map<String, Object> connection = kafka.properties();
        Clock clock = Clock.systemUTC();
        AtomicLong inFlight = new AtomicLong();
        FreshetConfig.Events events = config.events();
        topics = new Topics(Admin.create(connection), topicSettings(config.topics()));
        ids = new HeaderFollower(EventId.HEADER, connection, topics, clock);
        sources = new EventsSources(SourceService.secrets(), ids, events.rememberedIds(), clock);
        meters = new IntakeMeters(registry, inFlight);
        Gauge.builder("freshet.source.intake.windows.shortened", sources, EventsSources::forgottenEarly)
                .description("How often ids were forgotten before their window had passed: raise remembered-ids")
                .register(registry);
        intake = new Intake(
                new Intake.Tuning(
                        replica(config.replica().name(), port),
                        events.inFlightBytes(),
                        events.batchEvents(),
                        events.transactionTimeout()),
                new Intake.Kafka(connection, topics),
                inFlight,
                () -> UUID.randomUUID().toString(),
                new Intake.Surroundings(
                        sources, ids, new ApicurioRegistry(config.registry().url()), meters, reports, clock));
    }

    /** The same after a restart, so that the transaction of the process that died is ended at once. */
    private static String replica(Optional<String> name, int port) {
        return name.orElseGet(() -> System.getenv().getOrDefault("HOSTNAME", "localhost") + "-" + port);
    }

    private static TopicSettings topicSettings(FreshetConfig.Topics topics) {
        return new TopicSettings(topics.partitions(), topics.replication(), topics.retention());
    }

    Topics topics() {
        return topics;
    }

    @Produces
    @Singleton
    public EventsSources sources() {
        return sources;
    }

    @Produces
    @Singleton
    public Intake intake() {
        return intake;
    }

    @Produces
    @Singleton
    public IntakeMeters meters() {
        return meters;
    }

    void start() {
        ids.start();
        intake.start();
    }

    void stop() {
        intake.close();
        ids.close();
        topics.close();
    }
}
