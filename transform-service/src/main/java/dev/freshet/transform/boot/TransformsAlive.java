package dev.freshet.transform.boot;

import dev.freshet.transform.run.Supervisor;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Not alive when a thread that should run has ended or hangs: only a restart helps. Kafka being down is no such case. */
@Liveness
@Singleton
public class TransformsAlive implements HealthCheck {
    private final Supervisor supervisor;

    public TransformsAlive(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("transforms").status(supervisor.alive());
        supervisor.states().forEach(response::withData);
        return response.build();
    }
}
