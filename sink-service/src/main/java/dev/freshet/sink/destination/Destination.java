package dev.freshet.sink.destination;

import dev.freshet.control.resource.Violation;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import java.util.List;
import java.util.Optional;

/** One configured destination. Safe for use by several threads. */
public interface Destination extends AutoCloseable {
    /**
     * Asks the live system whether rows can be written to it: reachable, credentials, privileges. Changes nothing that stays.
     *
     * @return what is wrong, with field and mend; empty when all is well
     */
    List<Violation> check();

    /**
     * A new session.
     *
     * @throws DestinationException.Unavailable when the destination cannot be reached now
     * @throws DestinationException.Misconfigured when it never will be without a person (credentials, privileges, missing database)
     */
    DestinationSession connect();

    /**
     * The SQL text that a change is made with, in order, to be shown to people; asks nobody.
     *
     * @param table as it is before the change
     */
    List<String> statements(Target target, TableChange change, StoredTable table);

    /** What this pipeline has cost here; empty where nobody is paid by the second. */
    default Optional<Cost> cost(String pipeline) {
        return Optional.empty();
    }

    @Override
    void close();
}
