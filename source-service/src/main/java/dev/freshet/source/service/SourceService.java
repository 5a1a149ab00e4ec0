package dev.freshet.source.service;

import dev.freshet.control.messaging.ControlTopics;
import dev.freshet.control.messaging.KafkaSettings;
import dev.freshet.control.ownership.PartitionOwnership;
import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.control.resource.EventsSourceSpec;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.SourceSpec;
import dev.freshet.control.secret.Secrets;
import dev.freshet.control.state.Reports;
import dev.freshet.control.store.ResourceView;
import dev.freshet.registry.SchemaRegistry;
import dev.freshet.registry.apicurio.ApicurioLabels;
import dev.freshet.registry.apicurio.ApicurioRegistry;
import dev.freshet.source.capture.Capture;
import dev.freshet.source.capture.CaptureConfig;
import dev.freshet.source.config.FreshetConfig;
import dev.freshet.source.mysql.MySqlAccess;
import dev.freshet.source.publish.OffsetLog;
import dev.freshet.source.publish.Topics;
import dev.freshet.source.run.Attempt;
import dev.freshet.source.run.Backoff;
import dev.freshet.source.run.SourceFleet;
import dev.freshet.source.run.SourceMeters;
import dev.freshet.source.run.SourceRun;
import dev.freshet.source.run.VerdictReports;
import dev.freshet.verdict.Judge;
import dev.freshet.verdict.JudgedRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** The process: puts the rooms together at start, and takes them down in order. */
@Singleton
public class SourceService {
    private static final String GROUP = "freshet-source-service";

    private final ResourceView resources;
    private final IntakeService intake;
    private final JudgedRegistry registry;
    private final SourceFleet fleet;
    private final PartitionOwnership ownership;

    @Inject
    SourceService(
            FreshetConfig config,
            KafkaSettings kafka,
            ResourceView resources,
            Reports reports,
            MeterRegistry meters,
            IntakeService intake) {
        this.resources = resources;
        this.intake = intake;
        Map<String, Object> connection = kafka.properties();
        Clock clock = Clock.systemUTC();
        this.registry = registry(config.registry().url(), new VerdictReports(reports, clock));
        CaptureAttempt.Tools tools = tools(config, connection, intake.topics(), registry, clock);
        SourceRun.Surroundings with = new SourceRun.Surroundings(
                backoff(config.retry()), new SourceMeters(meters), reports, replica(config.replica()), clock);
        this.fleet = new SourceFleet(
                source -> new SourceRun(source, source.paused() ? null : attempts(source, tools), with));
        this.ownership = new PartitionOwnership(connection, ControlTopics.RESOURCES, GROUP, fleet);
    }

    void start(@Observes StartupEvent event) {
        // Debezium reads a DATETIME through a calendar of the default zone, which lacks an hour in spring
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        intake.start();
        resources.listen(intake.sources());
        resources.listen(fleet);
        ownership.start();
    }

    /** Gives the sources up first, so that another replica starts them while ours commit their last batch. */
    void stop(@Observes ShutdownEvent event) {
        ownership.close();
        fleet.close();
        intake.stop();
        registry.close();
    }

    boolean alive() {
        return fleet.alive();
    }

    /** Versions are judged where there is a place for the verdict. */
    private static JudgedRegistry registry(URI url, VerdictReports reports) {
        SchemaRegistry registry = new ApicurioRegistry(url);
        return new JudgedRegistry(
                registry,
                ApicurioLabels.beside(url)
                        .<BiConsumer<String, Integer>>map(labels -> new Judge(registry, labels, reports)::judge)
                        .orElse((subject, id) -> {}));
    }

    private Attempt.Factory attempts(Resource<SourceSpec> source, CaptureAttempt.Tools tools) {
        String name = source.id().name();
        return switch (source.spec()) {
            case DatabaseSourceSpec database -> listener -> new CaptureAttempt(name, database, tools, listener);
            case EventsSourceSpec events -> {
                Map<String, Long> told = new HashMap<>();
                yield listener -> new IntakeAttempt(name, intake, told, listener);
            }
        };
    }

    private static CaptureAttempt.Tools tools(
            FreshetConfig config, Map<String, Object> kafka, Topics topics, SchemaRegistry registry, Clock clock) {
        FreshetConfig.Capture capture = config.capture();
        CaptureConfig.Tuning tuning = new CaptureConfig.Tuning(
                capture.pollInterval(),
                capture.batchRecords(),
                capture.queueRecords(),
                capture.queueBytes(),
                capture.heartbeat());
        OffsetLog offsets =
                new OffsetLog(kafka, topics, clock, capture.transactionTimeout().multipliedBy(2));
        return new CaptureAttempt.Tools(
                new MySqlAccess(secrets()),
                new CaptureConfig(tuning, kafka, secrets()),
                new Capture.Surroundings(kafka, topics, offsets, registry, capture.transactionTimeout()));
    }

    static UnaryOperator<String> secrets() {
        Secrets secrets = Secrets.ofThisProcess();
        return text -> secrets.resolve(text).reveal();
    }

    private static Backoff backoff(FreshetConfig.Retry retry) {
        return new Backoff(
                retry.first(),
                retry.longest(),
                retry.failed(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    private static String replica(FreshetConfig.Replica replica) {
        return replica.name()
                .orElseGet(() -> System.getenv().getOrDefault("HOSTNAME", "localhost") + ":"
                        + ProcessHandle.current().pid());
    }
}
