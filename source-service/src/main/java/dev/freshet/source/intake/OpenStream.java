package dev.freshet.source.intake;

import dev.freshet.control.resource.EventLimits;
import dev.freshet.control.resource.EventStream;
import dev.freshet.source.stream.StreamSchema;
import dev.freshet.source.stream.StreamTopic;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A stream as this replica takes events for it. */
public final class OpenStream {
    /** Positions of a source that is made anew after it was deleted begin behind those of the old one. */
    private static final Instant FIRST_ERA = Instant.parse("2020-01-01T00:00:00Z");

    private final StreamTopic topic;
    private final EventStream spec;
    private final EventLimits limits;
    private final @Nullable SeenIds seen;
    private final int era;
    private final LongAdder accepted = new LongAdder();
    private volatile @Nullable StreamSchema schema;
    private volatile boolean used;

    OpenStream(StreamTopic topic, EventStream spec, EventLimits limits, @Nullable SeenIds seen, Instant createdAt) {
        this.topic = topic;
        this.spec = spec;
        this.limits = limits;
        this.seen = seen;
        this.era = (int) Math.max(0, createdAt.getEpochSecond() - FIRST_ERA.getEpochSecond());
    }

    public StreamTopic topic() {
        return topic;
    }

    public EventStream spec() {
        return spec;
    }

    public EventLimits limits() {
        return limits;
    }

    /** Null when repeated events are stored again. */
    @Nullable
    SeenIds seen() {
        return seen;
    }

    /** What stands in the place of a binlog file in its positions: seconds. */
    int era() {
        return era;
    }

    /** What this replica writes with; null before the first event. */
    @Nullable
    StreamSchema schema() {
        return schema;
    }

    void schema(StreamSchema agreed) {
        schema = agreed;
    }

    void stored(int events) {
        accepted.add(events);
        used = true;
    }

    /** Whether any were stored since the last call. */
    boolean takeUsed() {
        boolean was = used;
        used = false;
        return was;
    }

    /** Events that this replica has stored. */
    public long accepted() {
        return accepted.sum();
    }
}
