package dev.freshet.control.rest;

import dev.freshet.control.store.ResourceView;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * Asks for patience before all resources are known: a sender of events would otherwise hear that its source is not there, and give up.
 */
@jakarta.ws.rs.ext.Provider
@PreMatching
public class StartingFilter implements ContainerRequestFilter {
    private static final String API = "/api/";
    private static final int SECONDS = 1;
    private static final Problem STARTING = new Problem(
            "starting",
            "The service is starting",
            503,
            "The resources are being read from Kafka. Send the request again in a moment; when this goes on, check that Kafka answers.");

    // filters are made while the application is built, before there is a view
    private final Provider<ResourceView> view;

    @Inject
    public StartingFilter(Provider<ResourceView> view) {
        this.view = view;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getRequestUri().getPath().startsWith(API)
                && !view.get().ready()) {
            request.abortWith(Response.fromResponse(STARTING.toResponse())
                    .header(HttpHeaders.RETRY_AFTER, SECONDS)
                    .build());
        }
    }
}
