package dev.freshet.control.store;

import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.state.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The latest status of every running part. Fed by the reader of {@code freshet.status}; reads are safe from any thread. */
public final class StatusView {
    private final BiFunction<ResourceId, byte[], Status> decoder;
    private final Consumer<SkippedRecord> skipped;
    private final Map<ResourceId, Status> latest = new ConcurrentHashMap<>();

    public StatusView(BiFunction<ResourceId, byte[], Status> decoder, Consumer<SkippedRecord> skipped) {
        this.decoder = decoder;
        this.skipped = skipped;
    }

    /** Folds one record; a null value forgets the part. */
    public void accept(@Nullable String key, byte @Nullable [] value, int partition, long offset) {
        try {
            if (key == null) {
                throw new IllegalArgumentException("the record has no key");
            }
            ResourceId id = ResourceId.parse(key);
            if (value == null) {
                latest.remove(id);
            } else {
                latest.put(id, decoder.apply(id, value));
            }
        } catch (RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            skipped.accept(new SkippedRecord(String.valueOf(key), partition, offset, reason));
        }
    }

    public Optional<Status> find(ResourceId id) {
        return Optional.ofNullable(latest.get(id));
    }

    public List<Status> all() {
        return List.copyOf(latest.values());
    }
}
