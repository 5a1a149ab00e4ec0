package dev.freshet.source.stream;

import dev.freshet.control.resource.EventsSourceSpec;
import java.util.List;

/**
 * The topic of a stream: {@code <source>.events.<stream>}.
 *
 * @param key fields of the key, possibly none
 */
public record StreamTopic(String source, String stream, List<String> key) {
    public StreamTopic {
        key = List.copyOf(key);
    }

    public String name() {
        return source + "." + table();
    }

    /** As metrics and reports name it. */
    public String table() {
        return EventsSourceSpec.DATABASE + "." + stream;
    }

    String keySubject() {
        return name() + "-key";
    }

    String valueSubject() {
        return name() + "-value";
    }
}
