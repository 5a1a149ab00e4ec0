package dev.freshet.source.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Hands Debezium the offset that was read from Kafka, passed as the property {@value #OFFSET}. What Debezium stores is kept in
 * memory only: the offset in the transaction is the truth. Made by the engine, by name.
 */
public final class StoredOffset implements OffsetBackingStore {
    static final String OFFSET = "freshet.offset";

    private final Map<ByteBuffer, ByteBuffer> later = new ConcurrentHashMap<>();
    private @Nullable String offset;

    @Override
    public void configure(WorkerConfig config) {
        offset = (String) config.originals().get(OFFSET);
    }

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
        for (ByteBuffer key : keys) {
            ByteBuffer value = later.containsKey(key) ? later.get(key) : stored();
            if (value != null) {
                found.put(key, value);
            }
        }
        return CompletableFuture.completedFuture(found);
    }

    private @Nullable ByteBuffer stored() {
        return offset == null ? null : ByteBuffer.wrap(offset.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, @Nullable Callback<Void> callback) {
        later.putAll(values);
        if (callback != null) {
            callback.onCompletion(null, null);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }

    @Override
    public void start() {
        // nothing to open
    }

    @Override
    public void stop() {
        // nothing to close
    }
}
