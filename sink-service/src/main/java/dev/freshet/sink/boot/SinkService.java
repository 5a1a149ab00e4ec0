package dev.freshet.sink.boot;

import dev.freshet.sink.metrics.Figures;
import dev.freshet.sink.metrics.PrometheusFigures;
import dev.freshet.sink.run.Supervisor;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts what runs, and ends it in good order: what is being written is finished, ownership is handed over last. */
@Singleton
@SuppressWarnings("deprecation") // the Prometheus client that Quarkus 3.27 brings
public class SinkService {
    private static final Logger LOG = Logger.getLogger(SinkService.class);

    private final Supervisor supervisor;
    private final FileOwnership ownership;
    private final Figures figures;
    private final PrometheusMeterRegistry meters;
    private final String host;

    public SinkService(
            Supervisor supervisor,
            FileOwnership ownership,
            Figures figures,
            PrometheusMeterRegistry meters,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.supervisor = supervisor;
        this.ownership = ownership;
        this.figures = figures;
        this.meters = meters;
        this.host = host;
    }

    void start(@Observes StartupEvent event) {
        warnWhenOpen();
        meters.getPrometheusRegistry().register(new PrometheusFigures(figures, Clock.systemUTC()));
        supervisor.start();
        ownership.start(supervisor::look);
    }

    private void warnWhenOpen() {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                LOG.warnf(
                        "This service listens on %s and has no access control: whoever reaches it can change pipelines and query"
                                + " DuckDB destinations. Bind it to 127.0.0.1, or keep strangers out with a proxy or network policy.",
                        host);
            }
        } catch (UnknownHostException unknown) {
            LOG.debugf("the address %s cannot be looked up", host);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        supervisor.stop();
        ownership.stop();
    }
}
