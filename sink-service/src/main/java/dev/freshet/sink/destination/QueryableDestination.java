package dev.freshet.sink.destination;

import java.time.Duration;

/** A destination that nobody else can open while Freshet writes to it, and that therefore answers questions itself. */
public interface QueryableDestination extends Destination {
    /**
     * Runs one reading statement (SELECT, FROM, VALUES, SHOW, DESCRIBE, SUMMARIZE, EXPLAIN) beside the writers. It cannot change data or
     * settings, nor reach any file but the database.
     *
     * @param maxRows rows returned at most; what is left out is told by {@link QueryResult#truncated()}
     * @throws DestinationException.Rejected when the statement is not such a one, fails, or takes longer than the timeout
     * @throws DestinationException.Unavailable when the destination cannot be opened now
     * @throws DestinationException.Misconfigured when it cannot be opened before a person mends it
     */
    QueryResult query(String sql, int maxRows, Duration timeout);
}
