package dev.freshet.source.service;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Says so when the API, which has no access control yet, can be reached from other machines. */
@Singleton
public class OpenAddressWarning {
    private static final Logger LOG = Logger.getLogger(OpenAddressWarning.class);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    void warn(@Observes StartupEvent event, @ConfigProperty(name = "quarkus.http.host") String host) {
        if (!LOOPBACK.contains(host)) {
            LOG.warnf(
                    "The API listens on %s without access control: whoever reaches it may read and change sources."
                            + " Set FRESHET_HTTP_HOST=127.0.0.1, or guard the port.",
                    host);
        }
    }
}
