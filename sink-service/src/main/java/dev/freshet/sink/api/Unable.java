package dev.freshet.sink.api;

import dev.freshet.control.rest.Problem;
import dev.freshet.sink.destination.DestinationException;
import jakarta.ws.rs.core.Response;

/** Answers for a destination that cannot be asked from here, or now. */
final class Unable {
    private Unable() {}

    static Response elsewhere(String destination) {
        return new Problem(
                        "elsewhere",
                        "Another replica has the file open",
                        421,
                        "Destination '" + destination
                                + "' is written by another replica of this service: ask that one.")
                .toResponse();
    }

    static Response now(DestinationException problem) {
        return new Problem(
                        "unavailable",
                        "The destination cannot be asked now",
                        503,
                        problem.getMessage() + " " + problem.mend())
                .toResponse();
    }
}
