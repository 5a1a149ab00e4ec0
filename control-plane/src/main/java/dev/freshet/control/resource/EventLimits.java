package dev.freshet.control.resource;

/**
 * What an intake takes at most.
 *
 * @param requestBytes  of one request's body
 * @param requestEvents events of one request
 * @param eventBytes    of one event as it is stored
 * @param columns       of one stream's table
 */
public record EventLimits(long requestBytes, int requestEvents, long eventBytes, int columns) {
    public static final EventLimits DEFAULT = new EventLimits(1 << 20, 10_000, 256 << 10, 500);

    private static final long MOST_REQUEST_BYTES = 8 << 20;
    private static final int MOST_REQUEST_EVENTS = 100_000;
    /** Kafka takes a record of a mebibyte, with what stands around the event. */
    private static final long MOST_EVENT_BYTES = 960 << 10;

    private static final int MOST_COLUMNS = 1_500;

    void check(Rules rules) {
        rules.range("limits.requestBytes", requestBytes, 1_024, MOST_REQUEST_BYTES);
        rules.range("limits.requestEvents", requestEvents, 1, MOST_REQUEST_EVENTS);
        rules.range("limits.eventBytes", eventBytes, 1_024, MOST_EVENT_BYTES);
        rules.range("limits.columns", columns, 1, MOST_COLUMNS);
    }
}
