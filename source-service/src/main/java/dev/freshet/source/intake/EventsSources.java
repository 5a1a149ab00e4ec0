package dev.freshet.source.intake;

import dev.freshet.control.resource.EventStream;
import dev.freshet.control.resource.EventsSourceSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.store.ResourceListener;
import dev.freshet.source.access.Origins;
import dev.freshet.source.access.WriteKeys;
import dev.freshet.source.body.EventId;
import dev.freshet.source.publish.HeaderFollower;
import dev.freshet.source.stream.StreamTopic;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All sources of events, as declared: every replica takes events for all of them. */
public final class EventsSources implements ResourceListener {
    private final Map<String, OpenSource> sources = new ConcurrentHashMap<>();
    private final UnaryOperator<String> secrets;
    private final HeaderFollower ids;
    private final int idLimit;
    private final Clock clock;

    /**
     * @param secrets resolves references
     * @param ids     reads back which ids are stored
     * @param idLimit that are remembered in one window, of all streams together
     */
    public EventsSources(UnaryOperator<String> secrets, HeaderFollower ids, int idLimit, Clock clock) {
        this.secrets = secrets;
        this.ids = ids;
        this.idLimit = idLimit;
        this.clock = clock;
    }

    public Optional<OpenSource> find(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    Collection<OpenStream> streams() {
        return sources.values().stream()
                .flatMap(source -> source.streams().values().stream())
                .toList();
    }

    /** How often ids were forgotten before their window had passed, because there were too many. */
    public long forgottenEarly() {
        long times = 0;
        for (OpenStream stream : streams()) {
            SeenIds seen = stream.seen();
            times += seen == null ? 0 : seen.forgottenEarly();
        }
        return times;
    }

    @Override
    public synchronized void changed(ResourceId id, @Nullable Resource<?> resource, int partition) {
        if (id.kind() != Kind.SOURCE) {
            return;
        }
        OpenSource before = sources.get(id.name());
        if (resource != null && resource.spec() instanceof EventsSourceSpec spec) {
            OpenSource now = open(resource, spec, before);
            sources.put(id.name(), now);
            forgetIds(before, now);
        } else if (before != null) {
            sources.remove(id.name());
            forgetIds(before, null);
        }
        shareMemory();
    }

    private OpenSource open(Resource<?> resource, EventsSourceSpec spec, @Nullable OpenSource before) {
        String name = resource.id().name();
        Map<String, OpenStream> streams = new HashMap<>();
        spec.streams().forEach((stream, declared) -> {
            StreamTopic topic = new StreamTopic(name, stream, declared.key());
            OpenStream old = before == null ? null : before.streams().get(stream);
            SeenIds seen = seen(topic, declared, old);
            streams.put(stream, new OpenStream(topic, declared, spec.limits(), seen, resource.createdAt()));
        });
        return new OpenSource(
                name,
                resource.paused(),
                new WriteKeys(spec.writeKeys(), secrets, clock),
                new Origins(spec.origins()),
                spec.limits(),
                streams);
    }

    /** What is remembered stays while the window stays. */
    private @Nullable SeenIds seen(StreamTopic topic, EventStream declared, @Nullable OpenStream old) {
        if (declared.deduplication() == null) {
            return null;
        }
        SeenIds remembered = old == null ? null : old.seen();
        boolean same = remembered != null
                && remembered.window().equals(declared.deduplication())
                && old != null
                && old.spec().id().equals(declared.id());
        if (same) {
            return remembered;
        }
        SeenIds seen = new SeenIds(declared.deduplication(), clock);
        ids.follow(topic.name(), declared.deduplication(), header -> seen.add(EventId.of(header)));
        return seen;
    }

    private void forgetIds(@Nullable OpenSource before, @Nullable OpenSource now) {
        if (before == null) {
            return;
        }
        before.streams().forEach((name, stream) -> {
            OpenStream still = now == null ? null : now.streams().get(name);
            if (stream.seen() != null && (still == null || still.seen() == null)) {
                ids.forget(stream.topic().name());
            }
        });
    }

    private void shareMemory() {
        List<SeenIds> all = streams().stream()
                .map(OpenStream::seen)
                .flatMap(seen -> Optional.ofNullable(seen).stream())
                .toList();
        all.forEach(seen -> seen.limit(Math.max(1, idLimit / all.size())));
    }
}
