package dev.freshet.source.api;

import dev.freshet.source.intake.OpenStream;
import io.vertx.ext.web.RoutingContext;

/** A request that came through {@link EventsGate}: what it is for, and how it is answered. */
record Admitted(OpenStream stream, EventAnswers.To to) {
    private static final String KEY = "freshet.admitted";

    void keep(RoutingContext request) {
        request.put(KEY, this);
    }

    static Admitted of(RoutingContext request) {
        Admitted admitted = request.get(KEY);
        if (admitted == null) {
            throw new IllegalStateException("a request for events came past the gate");
        }
        return admitted;
    }
}
