package dev.freshet.sink.run;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.DestinationFactory;
import java.util.HashMap;
import java.util.Map;

/** The destinations that this process has open: one object for the same declaration, closed with its last lease. Safe for several threads. */
public final class OpenDestinations {
    private final DestinationFactory factory;
    private final Map<DestinationSpec, Shared> open = new HashMap<>();

    public OpenDestinations(DestinationFactory factory) {
        this.factory = factory;
    }

    /**
     * To be closed when it is no longer needed.
     *
     * @param name for messages
     */
    public synchronized Lease lease(String name, DestinationSpec spec) {
        Shared shared = open.computeIfAbsent(spec, s -> new Shared(factory.open(name, s)));
        shared.leases++;
        return new Lease(spec, shared.destination);
    }

    private synchronized void release(DestinationSpec spec) {
        Shared shared = open.get(spec);
        if (shared != null && --shared.leases == 0) {
            open.remove(spec);
            shared.destination.close();
        }
    }

    private static final class Shared {
        final Destination destination;
        int leases;

        Shared(Destination destination) {
            this.destination = destination;
        }
    }

    /** The right to use a destination for a while. */
    public final class Lease implements AutoCloseable {
        private final DestinationSpec spec;
        private final Destination destination;
        private boolean closed;

        private Lease(DestinationSpec spec, Destination destination) {
            this.spec = spec;
            this.destination = destination;
        }

        public Destination destination() {
            return destination;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                release(spec);
            }
        }
    }
}
