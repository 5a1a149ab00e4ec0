package dev.freshet.source.intake;

import dev.freshet.control.resource.EventLimits;
import dev.freshet.source.access.Origins;
import dev.freshet.source.access.WriteKeys;
import java.util.Map;

/**
 * A source of events as this replica takes them.
 *
 * @param streams by name
 */
public record OpenSource(
        String name,
        boolean paused,
        WriteKeys keys,
        Origins origins,
        EventLimits limits,
        Map<String, OpenStream> streams) {
    public OpenSource {
        streams = Map.copyOf(streams);
    }
}
