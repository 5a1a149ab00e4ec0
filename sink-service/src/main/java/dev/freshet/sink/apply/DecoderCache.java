package dev.freshet.sink.apply;

import dev.freshet.avro.EnvelopeDecoder;
import dev.freshet.registry.SchemaRegistry;
import dev.freshet.sink.batch.SchemaIds;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Decoders by writer schema ids, compiled once per process: a registered schema never changes. Safe for several threads. */
public final class DecoderCache {
    private final SchemaRegistry registry;
    private final Map<SchemaIds, EnvelopeDecoder> decoders = new ConcurrentHashMap<>();

    public DecoderCache(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * @throws dev.freshet.registry.RegistryUnavailableException when a schema seen for the first time cannot be fetched now
     * @throws dev.freshet.registry.RegistryException when there is no such schema
     * @throws dev.freshet.avro.DecodingException when it is not the schema of a change event
     */
    public EnvelopeDecoder decoder(SchemaIds ids) {
        EnvelopeDecoder known = decoders.get(ids);
        if (known != null) {
            return known;
        }
        String key = ids.key() == SchemaIds.NO_KEY ? null : registry.schema(ids.key());
        EnvelopeDecoder compiled = EnvelopeDecoder.compile(registry.schema(ids.value()), key);
        decoders.put(ids, compiled);
        return compiled;
    }
}
