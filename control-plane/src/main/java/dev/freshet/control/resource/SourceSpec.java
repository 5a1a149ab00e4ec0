package dev.freshet.control.resource;

import java.util.List;

/** Where change events come from: a database that is captured, or events that are sent to us. */
public sealed interface SourceSpec extends Spec permits DatabaseSourceSpec, EventsSourceSpec {
    List<String> CONNECTORS = List.of("mysql", EventsSourceSpec.CONNECTOR);

    /** The code for one system: {@code mysql}, {@code events}. */
    String connector();

    @Override
    default Kind kind() {
        return Kind.SOURCE;
    }
}
