package dev.freshet.sink.destination;

import dev.freshet.control.resource.DestinationSpec;

/** Makes destinations from what users declare. */
public interface DestinationFactory {
    /** Connects to nothing yet. */
    Destination open(String name, DestinationSpec spec);

    /** Whether only one process at a time can have it open. */
    boolean exclusive(DestinationSpec spec);
}
