package dev.freshet.source.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Down when the thread that starts and stops sources has died: only a new process mends that. */
@org.eclipse.microprofile.health.Liveness
@Singleton
public class Liveness implements HealthCheck {
    private final SourceService service;

    @Inject
    Liveness(SourceService service) {
        this.service = service;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("sources are looked after")
                .status(service.alive())
                .build();
    }
}
