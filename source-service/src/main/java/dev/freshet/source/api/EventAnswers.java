package dev.freshet.source.api;

import dev.freshet.control.resource.Violation;
import dev.freshet.control.rest.Problem;
import dev.freshet.source.intake.IntakeMeters;
import dev.freshet.source.intake.OpenSource;
import dev.freshet.source.intake.Outcome;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to senders of events: problems with place and mend, and what browsers want beside them. */
@Singleton
public class EventAnswers {
    /** Names of sources come from outside: those that do not exist are one word in the metrics. */
    private static final String NOBODY = "unknown";

    private static final Duration PAUSED = Duration.ofSeconds(30);
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final IntakeMeters meters;

    @Inject
    EventAnswers(IntakeMeters meters) {
        this.meters = meters;
    }

    Response unknownSource(String name) {
        meters.rejected(NOBODY, "unknown-source");
        return new Problem(
                        "unknown",
                        "There is no such source",
                        404,
                        "There is no source of events '" + name
                                + "'. Correct the path, or create the source with connector: events.")
                .toResponse();
    }

    To to(OpenSource source, @Nullable String origin) {
        return new To(source, origin, meters);
    }

    /** Answers to one request to a source that exists. */
    record To(OpenSource source, @Nullable String origin, IntakeMeters meters) {
        Response originRefused() {
            return refuse(
                    "origin",
                    new Problem(
                            "origin",
                            "The page may not send here",
                            403,
                            "The origin " + origin + " is not allowed. Add it to origins of the source."));
        }

        Response unauthorized() {
            Problem problem = new Problem(
                    "unauthorized",
                    "The write key is missing or wrong",
                    401,
                    "Send a write key of this source as 'Authorization: Bearer <key>', or as the query parameter key.");
            meters.rejected(source.name(), "unauthorized");
            return with(Response.fromResponse(problem.toResponse()).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer"))
                    .build();
        }

        Response unknownStream(String stream) {
            return refuse(
                    "unknown-stream",
                    new Problem(
                            "unknown",
                            "There is no such stream",
                            404,
                            "The source has no stream '" + stream + "'. There are: "
                                    + String.join(
                                            ", ",
                                            source.streams().keySet().stream()
                                                    .sorted()
                                                    .toList())
                                    + ". Add it to streams of the source, or correct the path."));
        }

        Response paused() {
            return later(
                    "paused",
                    new Problem(
                            "paused",
                            "The source is paused",
                            503,
                            "The source " + source.name()
                                    + " takes no events until somebody resumes it. Keep them and send them again then."),
                    PAUSED);
        }

        Response tooLarge(int bytes) {
            return refuse(
                    "too-large",
                    new Problem(
                            "too-large",
                            "The request is too large",
                            413,
                            "The body has " + bytes + " bytes, and the limit is "
                                    + source.limits().requestBytes()
                                    + ". Send it in several requests, or raise limits.requestBytes of the source."));
        }

        Response unread(String what, String mend) {
            return refuse(
                    "media-type",
                    new Problem(
                            "media-type",
                            "The body is of a kind that is not read",
                            415,
                            what + " is not read here. " + mend));
        }

        Response lengthRequired() {
            return refuse(
                    "length",
                    new Problem(
                            "length",
                            "The request does not say its length",
                            411,
                            "Send Content-Length, so that all requests together can be kept within bounds."));
        }

        Response busy() {
            return later(
                    "busy",
                    new Problem(
                            "busy",
                            "Too much at once",
                            429,
                            "More events come in than Kafka takes. Nothing was stored; send them again later."),
                    BUSY);
        }

        Response malformed(String place, String problem, String mend) {
            return refuse(
                    "malformed",
                    new Problem(
                            "malformed",
                            "The events are not valid",
                            422,
                            "Nothing was stored. " + (place.isEmpty() ? "" : place + ": ") + problem + ". " + mend,
                            List.of(new Violation(place, problem, mend))));
        }

        Response answer(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Stored(int accepted, int duplicates) ->
                    with(Response.accepted("{\"accepted\":" + accepted + ",\"duplicates\":" + duplicates + "}")
                                    .type(MediaType.APPLICATION_JSON_TYPE))
                            .build();
                case Outcome.Refused(String place, String problem, String mend) -> malformed(place, problem, mend);
                case Outcome.TooLarge(String place, String problem, String mend) ->
                    refuse(
                            "too-large",
                            new Problem(
                                    "too-large",
                                    "An event is too large",
                                    413,
                                    "Nothing was stored. " + (place.isEmpty() ? "" : place + ": ") + problem + ". "
                                            + mend,
                                    List.of(new Violation(place, problem, mend))));
                case Outcome.Busy busy -> busy();
                case Outcome.Unavailable(String problem, boolean inDoubt, Duration retryAfter) ->
                    later(
                            "unavailable",
                            new Problem(
                                    "unavailable",
                                    "Events cannot be stored now",
                                    503,
                                    problem + ". "
                                            + (inDoubt
                                                    ? "Whether these were stored is not known: send them again, with an id where"
                                                            + " the stream drops repeated ones."
                                                    : "Nothing was stored; send them again later.")),
                            retryAfter);
            };
        }

        /** Without CORS headers the browser does not go on: the answer to an origin that is not allowed. */
        Response preflight(@Nullable String askedHeaders) {
            Response.ResponseBuilder response = with(Response.noContent());
            if (origin != null && source.origins().allow(origin)) {
                response.header("Access-Control-Allow-Methods", "POST")
                        .header(
                                "Access-Control-Allow-Headers",
                                askedHeaders == null ? "authorization, content-type" : askedHeaders)
                        .header("Access-Control-Max-Age", "7200");
            }
            return response.build();
        }

        private Response refuse(String reason, Problem problem) {
            meters.rejected(source.name(), reason);
            return with(Response.fromResponse(problem.toResponse())).build();
        }

        private Response later(String reason, Problem problem, Duration retryAfter) {
            meters.rejected(source.name(), reason);
            return with(Response.fromResponse(problem.toResponse())
                            .header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds())))
                    .build();
        }

        private Response.ResponseBuilder with(Response.ResponseBuilder response) {
            response.header(HttpHeaders.VARY, "Origin");
            if (origin != null && source.origins().allow(origin)) {
                response.header("Access-Control-Allow-Origin", origin)
                        .header("Access-Control-Expose-Headers", "Retry-After");
                if (!source.origins().any()) {
                    // browsers send a beacon with the page's cookies, which we do not read
                    response.header("Access-Control-Allow-Credentials", "true");
                }
            }
            return response;
        }
    }
}
