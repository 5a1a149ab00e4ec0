package dev.freshet.sink.boot;

import dev.freshet.control.messaging.KafkaSettings;
import dev.freshet.control.secret.Secrets;
import dev.freshet.control.state.Reports;
import dev.freshet.control.store.ResourceView;
import dev.freshet.registry.apicurio.ApicurioRegistry;
import dev.freshet.sink.apply.DecoderCache;
import dev.freshet.sink.config.FreshetConfig;
import dev.freshet.sink.connectors.Connectors;
import dev.freshet.sink.destination.DestinationFactory;
import dev.freshet.sink.metrics.Figures;
import dev.freshet.sink.run.OpenDestinations;
import dev.freshet.sink.run.Parts;
import dev.freshet.sink.run.Supervisor;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Random;

/** The parts as beans. */
@Singleton
public class SinkBeans {
    @Produces
    @Singleton
    DestinationFactory connectors() {
        return new Connectors(Secrets.ofThisProcess());
    }

    @Produces
    @Singleton
    OpenDestinations destinations(DestinationFactory factory) {
        return new OpenDestinations(factory);
    }

    @Produces
    @Singleton
    Figures figures() {
        return new Figures();
    }

    @Produces
    @Singleton
    Supervisor supervisor(
            FreshetConfig config,
            KafkaSettings kafka,
            ResourceView view,
            Reports reports,
            Figures figures,
            OpenDestinations destinations,
            FileOwnership ownership) {
        Parts parts = new Parts(
                new dev.freshet.sink.stream.KafkaSettings(kafka.properties()),
                new DecoderCache(new ApicurioRegistry(config.registry().url())),
                destinations,
                reports,
                figures,
                config.replica().name().orElseGet(SinkBeans::hostAndProcess),
                config.buffer().size().asLongValue(),
                Clock.systemUTC(),
                new Random());
        return new Supervisor(view, ownership::mayOpen, parts);
    }

    private static String hostAndProcess() {
        long process = ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + process;
        } catch (UnknownHostException unnamed) {
            return "sink-" + process;
        }
    }
}
