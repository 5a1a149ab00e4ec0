package dev.freshet.source.access;

import dev.freshet.control.resource.EventsSourceSpec;
import java.util.List;

/** Whose web pages may send, by the header {@code Origin} that browsers set and scripts cannot. */
public record Origins(List<String> allowed) {
    public Origins {
        allowed = List.copyOf(allowed);
    }

    public boolean allow(String origin) {
        return any() || allowed.contains(origin);
    }

    /** Whether pages of all origins may. */
    public boolean any() {
        return allowed.contains(EventsSourceSpec.ANY_ORIGIN);
    }
}
