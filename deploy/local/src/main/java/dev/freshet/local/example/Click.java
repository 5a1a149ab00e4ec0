package dev.freshet.local.example;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One click.
 *
 * @param customer 0: a visitor who is not logged in
 * @param occurredAt to the microsecond, as the table keeps it
 */
record Click(String eventId, int customer, String category, int product, Instant occurredAt) {
    /** How long a view counts, as the SQL has it. */
    static final Duration WINDOW = Duration.ofMinutes(30);

    Click {
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Whether it changes a row. Made-up clicks are either of now or long past the window, so that it does not matter when exactly Flink
     * reads them.
     */
    boolean counts(Instant now) {
        return customer != 0 && occurredAt.isAfter(now.minus(WINDOW));
    }

    /** The event as a page would send it. */
    String json() {
        return "{\"event_id\":\"" + eventId + "\"," + (customer == 0 ? "" : "\"customer_id\":" + customer + ",")
                + "\"category\":\"" + category + "\",\"product_id\":" + product + ",\"occurred_at\":\"" + occurredAt
                + "\"}";
    }
}
