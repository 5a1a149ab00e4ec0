package dev.freshet.transform.boot;

import dev.freshet.transform.metrics.Figures;
import dev.freshet.transform.metrics.PrometheusFigures;
import dev.freshet.transform.run.Supervisor;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts what runs, and ends it in good order: the batches at hand are finished. */
@Singleton
@SuppressWarnings("deprecation") // the Prometheus client that Quarkus 3.27 brings
public class TransformService {
    private static final Logger LOG = Logger.getLogger(TransformService.class);

    private final Supervisor supervisor;
    private final Figures figures;
    private final PrometheusMeterRegistry meters;
    private final String host;

    public TransformService(
            Supervisor supervisor,
            Figures figures,
            PrometheusMeterRegistry meters,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.supervisor = supervisor;
        this.figures = figures;
        this.meters = meters;
        this.host = host;
    }

    void start(@Observes StartupEvent event) {
        warnWhenOpen();
        meters.getPrometheusRegistry().register(new PrometheusFigures(figures));
        supervisor.start();
    }

    private void warnWhenOpen() {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                LOG.warnf(
                        "This service listens on %s and has no access control: whoever reaches it can change transforms and read rows"
                                + " of their inputs. Bind it to 127.0.0.1, or keep strangers out with a proxy or network policy.",
                        host);
            }
        } catch (UnknownHostException unknown) {
            LOG.debugf("the address %s cannot be looked up", host);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        supervisor.stop();
    }
}
