package dev.freshet.control.messaging;

import dev.freshet.control.store.ResourceView;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before all resources are known: answers would be wrong. */
@Readiness
@Singleton
public class ControlReadiness implements HealthCheck {
    private final ResourceView view;

    @Inject
    public ControlReadiness(ResourceView view) {
        this.view = view;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("resource log read")
                .status(view.ready())
                .build();
    }
}
