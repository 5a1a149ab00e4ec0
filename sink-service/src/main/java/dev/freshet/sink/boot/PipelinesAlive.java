package dev.freshet.sink.boot;

import dev.freshet.sink.run.Supervisor;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Not alive when a thread that should run has ended or hangs: only a restart helps. A destination that is down is no such case. */
@Liveness
@Singleton
public class PipelinesAlive implements HealthCheck {
    private final Supervisor supervisor;

    public PipelinesAlive(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("pipelines").status(supervisor.alive());
        supervisor
                .states()
                .forEach((name, state) ->
                        response.withData(name, state.runState().name()));
        return response.build();
    }
}
