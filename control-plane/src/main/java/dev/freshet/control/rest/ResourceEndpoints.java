package dev.freshet.control.rest;

import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.Spec;
import dev.freshet.control.resource.Violation;
import dev.freshet.control.store.ResourceStore;
import dev.freshet.control.store.StatusView;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Where a service's JAX-RS class gets its {@link ResourceEndpoint}. */
@Singleton
public class ResourceEndpoints {
    private final ResourceStore store;
    private final StatusView statuses;

    @Inject
    public ResourceEndpoints(ResourceStore store, StatusView statuses) {
        this.store = store;
        this.statuses = statuses;
    }

    /** @param live asks the system itself whether the spec would work; only called with specs that are valid otherwise */
    public <S extends Spec> ResourceEndpoint<S> of(Kind kind, Class<S> type, Function<S, List<Violation>> live) {
        return new ResourceEndpoint<>(kind, type, live, store, statuses, Clock.systemUTC());
    }
}
