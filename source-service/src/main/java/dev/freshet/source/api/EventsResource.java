package dev.freshet.source.api;

import dev.freshet.source.body.BodyFormat;
import dev.freshet.source.body.Event;
import dev.freshet.source.body.EventBody;
import dev.freshet.source.body.MalformedEventException;
import dev.freshet.source.intake.EventsSources;
import dev.freshet.source.intake.Intake;
import dev.freshet.source.intake.OpenSource;
import dev.freshet.source.intake.OpenStream;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Intake of events. Nothing here blocks: a request waits for its commit without a thread. */
@Path("/api/v1/events/{source}/{stream}")
@Produces({MediaType.APPLICATION_JSON, Forms.PROBLEM})
@Consumes(MediaType.WILDCARD)
@Tag(name = "events", description = "Events from websites and applications")
public class EventsResource {
    private static final String ATTRIBUTE = "ce-";

    private final EventsSources sources;
    private final Intake intake;
    private final EventAnswers answers;

    @Inject
    EventsResource(EventsSources sources, Intake intake, EventAnswers answers) {
        this.sources = sources;
        this.intake = intake;
        this.answers = answers;
    }

    @POST
    @Gated
    @Operation(
            summary = "Store events",
            description =
                    "All events of the request or none. A JSON object or array, JSON lines, CloudEvents 1.0 (structured, batch or"
                            + " binary); text/plain is read as any of the first three.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = "application/json"),
                @Content(mediaType = "application/x-ndjson"),
                @Content(mediaType = "text/plain"),
                @Content(mediaType = "application/cloudevents+json"),
                @Content(mediaType = "application/cloudevents-batch+json")
            })
    @APIResponse(
            responseCode = "202",
            description = "In Kafka",
            content = @Content(schema = @Schema(implementation = Forms.Accepted.class)))
    @APIResponse(
            responseCode = "401",
            description = "The key is missing or wrong",
            content = @Content(mediaType = Forms.PROBLEM))
    @APIResponse(
            responseCode = "403",
            description = "Not an allowed origin",
            content = @Content(mediaType = Forms.PROBLEM))
    @APIResponse(
            responseCode = "404",
            description = "No such source or stream",
            content = @Content(mediaType = Forms.PROBLEM))
    @APIResponse(
            responseCode = "413",
            description = "Larger than a limit of the source",
            content = @Content(mediaType = Forms.PROBLEM))
    @APIResponse(
            responseCode = "415",
            description = "Not a type of body that is read",
            content = @Content(mediaType = Forms.PROBLEM))
    @APIResponse(
            responseCode = "422",
            description = "Malformed: the place, what is wrong there, and the mend",
            content = @Content(mediaType = Forms.PROBLEM, schema = @Schema(implementation = Forms.Problem.class)))
    @APIResponse(
            responseCode = "429",
            description = "More than Kafka takes now: Retry-After",
            content = @Content(mediaType = Forms.PROBLEM))
    @APIResponse(
            responseCode = "503",
            description = "Paused, or Kafka or the registry is away: Retry-After",
            content = @Content(mediaType = Forms.PROBLEM))
    public CompletionStage<Response> send(
            @PathParam("source") String source,
            @PathParam("stream") String stream,
            @QueryParam("key") @Schema(description = "The write key, where no header can be set: sendBeacon") @Nullable
                    String key,
            @Context HttpHeaders headers,
            @Context RoutingContext request,
            byte[] body) {
        Admitted admitted = Admitted.of(request);
        return read(admitted.stream(), headers, body, System.nanoTime(), admitted.to());
    }

    private CompletionStage<Response> read(
            OpenStream target, HttpHeaders headers, byte[] body, long received, EventAnswers.To to) {
        String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return done(to.unread("Content-Encoding " + encoding, "Send the body as it is."));
        }
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        EventBody reader = new EventBody(target.spec(), target.limits().requestEvents(), Instant.now());
        try {
            List<Event> events;
            if (headers.getHeaderString(ATTRIBUTE + "specversion") != null) {
                events = List.of(reader.readBinary(body, type, attributes(headers)));
            } else {
                Optional<BodyFormat> format = BodyFormat.of(type);
                if (format.isEmpty()) {
                    return done(to.unread("Content-Type " + type, "Send UTF-8 in one of: " + BodyFormat.KNOWN + "."));
                }
                events = reader.read(body, format.get());
            }
            return intake.submit(target, events, body.length, received).thenApply(to::answer);
        } catch (MalformedEventException e) {
            return done(to.malformed(e.place(), e.problem(), e.mend()));
        }
    }

    private static Map<String, String> attributes(HttpHeaders headers) {
        Map<String, String> attributes = new TreeMap<>();
        headers.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(ATTRIBUTE) && !values.isEmpty()) {
                attributes.put(lower.substring(ATTRIBUTE.length()), values.getFirst());
            }
        });
        return attributes;
    }

    private static CompletionStage<Response> done(Response response) {
        return CompletableFuture.completedFuture(response);
    }

    @OPTIONS
    @Operation(summary = "What a browser asks before it sends", description = "CORS preflight.")
    @APIResponse(responseCode = "204", description = "With CORS headers when the origin is allowed")
    public Response preflight(
            @PathParam("source") String source, @PathParam("stream") String stream, @Context HttpHeaders headers) {
        Optional<OpenSource> found = sources.find(source);
        String origin = headers.getHeaderString("Origin");
        if (found.isEmpty()) {
            return answers.unknownSource(source);
        }
        return answers.to(found.get(), origin).preflight(headers.getHeaderString("Access-Control-Request-Headers"));
    }
}
