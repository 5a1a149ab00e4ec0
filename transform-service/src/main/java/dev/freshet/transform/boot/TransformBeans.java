package dev.freshet.transform.boot;

import dev.freshet.control.messaging.KafkaSettings;
import dev.freshet.control.state.Reports;
import dev.freshet.control.store.ResourceView;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.registry.apicurio.ApicurioRegistry;
import dev.freshet.transform.config.FreshetConfig;
import dev.freshet.transform.flink.ddl.Endpoints;
import dev.freshet.transform.flink.gateway.Jobs;
import dev.freshet.transform.flink.job.DeployedLog;
import dev.freshet.transform.flink.job.FlinkCluster;
import dev.freshet.transform.flink.job.FlinkParts;
import dev.freshet.transform.flink.job.FlinkPlanner;
import dev.freshet.transform.flink.job.FlinkSettings;
import dev.freshet.transform.metrics.Figures;
import dev.freshet.transform.run.Parts;
import dev.freshet.transform.run.Supervisor;
import dev.freshet.transform.run.VersionLog;
import dev.freshet.transform.stream.LogEnds;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;

/** The parts as beans. */
@Singleton
public class TransformBeans {
    @Produces
    @Singleton
    Figures figures() {
        return new Figures();
    }

    @Produces
    @Singleton
    GuardedRegistry registry(FreshetConfig config) {
        return new ApicurioRegistry(config.registry().url());
    }

    @Produces
    @Singleton
    dev.freshet.transform.stream.KafkaSettings clients(KafkaSettings kafka) {
        return new dev.freshet.transform.stream.KafkaSettings(kafka.properties());
    }

    @Produces
    @Singleton
    VersionLog versions(dev.freshet.transform.stream.KafkaSettings kafka) {
        return new VersionLog(kafka);
    }

    @Produces
    @Singleton
    FlinkCluster flink(
            FreshetConfig config, dev.freshet.transform.stream.KafkaSettings kafka, GuardedRegistry registry) {
        FreshetConfig.Flink flink = config.flink();
        if (flink.gateway().isEmpty() || flink.rest().isEmpty()) {
            return new FlinkCluster(null);
        }
        FlinkSettings settings = new FlinkSettings(
                flink.gateway().get(),
                flink.rest().get(),
                new Endpoints(
                        flink.kafka()
                                .orElseGet(() -> String.valueOf(kafka.common().get("bootstrap.servers"))),
                        flink.registry().orElseGet(() -> config.registry().url().toString())),
                flink.checkpoints().orElse(""),
                flink.interval());
        return new FlinkCluster(new FlinkParts(
                settings,
                new FlinkPlanner(settings, registry),
                new Jobs(settings.rest()),
                kafka,
                new LogEnds(kafka),
                new DeployedLog(kafka)));
    }

    @Produces
    @Singleton
    Supervisor supervisor(
            FreshetConfig config,
            dev.freshet.transform.stream.KafkaSettings kafka,
            GuardedRegistry registry,
            ResourceView view,
            Reports reports,
            Figures figures,
            VersionLog versions,
            FlinkCluster flink) {
        return new Supervisor(
                view,
                new Parts(
                        kafka,
                        registry,
                        reports,
                        figures,
                        versions,
                        config.replica().name().orElseGet(TransformBeans::hostAndProcess),
                        Clock.systemUTC(),
                        flink.parts()));
    }

    private static String hostAndProcess() {
        long process = ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + process;
        } catch (UnknownHostException unnamed) {
            return "transform-" + process;
        }
    }
}
