package dev.freshet.source.api;

import dev.freshet.source.intake.EventsSources;
import dev.freshet.source.intake.Intake;
import dev.freshet.source.intake.OpenSource;
import dev.freshet.source.intake.OpenStream;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Who may send, and how much at once, asked before the body is read: whoever has no key costs no memory, and all bodies together are
 * bounded.
 */
@Singleton
public class EventsGate {
    private static final String BEARER = "bearer ";

    // filters are made while the application is built, before there is a configuration
    private final Provider<EventsSources> sources;
    private final Provider<Intake> intake;
    private final Provider<EventAnswers> answers;

    @Inject
    EventsGate(Provider<EventsSources> sources, Provider<Intake> intake, Provider<EventAnswers> answers) {
        this.sources = sources;
        this.intake = intake;
        this.answers = answers;
    }

    /** Null: go on. */
    @Gated
    @ServerRequestFilter
    public @Nullable Response admit(ContainerRequestContext request, RoutingContext routing) {
        MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
        String name = String.valueOf(path.getFirst("source"));
        String origin = request.getHeaderString("Origin");
        Optional<OpenSource> source = sources.get().find(name);
        if (source.isEmpty()) {
            return answers.get().unknownSource(name);
        }
        return admit(
                request,
                routing,
                source.get(),
                String.valueOf(path.getFirst("stream")),
                answers.get().to(source.get(), origin));
    }

    private @Nullable Response admit(
            ContainerRequestContext request,
            RoutingContext routing,
            OpenSource source,
            String stream,
            EventAnswers.To to) {
        if (to.origin() != null && !source.origins().allow(to.origin())) {
            return to.originRefused();
        }
        String key = request.getUriInfo().getQueryParameters().getFirst("key");
        if (!source.keys().accept(shown(request, key))) {
            return to.unauthorized();
        }
        OpenStream target = source.streams().get(stream);
        if (target == null) {
            return to.unknownStream(stream);
        }
        if (source.paused()) {
            return to.paused();
        }
        return room(request, routing, source, new Admitted(target, to));
    }

    private @Nullable Response room(
            ContainerRequestContext request, RoutingContext routing, OpenSource source, Admitted admitted) {
        int length = request.getLength();
        if (length < 0 && request.getHeaderString("Transfer-Encoding") != null) {
            return admitted.to().lengthRequired();
        }
        if (length > source.limits().requestBytes()) {
            return admitted.to().tooLarge(length);
        }
        Optional<Runnable> room = intake.get().roomFor(Math.max(0, length));
        if (room.isEmpty()) {
            return admitted.to().busy();
        }
        // also when the client goes away in the middle of its body
        routing.addEndHandler(ended -> room.get().run());
        admitted.keep(routing);
        return null;
    }

    private static @Nullable String shown(ContainerRequestContext request, @Nullable String key) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return key;
        }
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}
