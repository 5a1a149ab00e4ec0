package dev.freshet.transform.apply;

import dev.freshet.avro.EnvelopeLayout;
import dev.freshet.registry.Framing;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.registry.RegisteredSchema;
import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Versions of input tables, as the registry has them. */
public final class Inputs {
    private final GuardedRegistry registry;

    public Inputs(GuardedRegistry registry) {
        this.registry = registry;
    }

    /** One version of a table. */
    public record Version(EnvelopeLayout layout) {}

    /** The version that a record was written with. */
    public Version version(byte[] value, byte @Nullable [] key) {
        return version(Framing.schemaId(value), key == null ? Programs.NO_KEY : Framing.schemaId(key));
    }

    Version version(int valueId, int keyId) {
        String keySchema = keyId == Programs.NO_KEY ? null : registry.schema(keyId);
        return new Version(EnvelopeLayout.compile(registry.schema(valueId), keySchema));
    }

    /** The newest version; empty when nothing was written to the topic yet. */
    public Optional<Version> newest(String topic) {
        return registry.latest(topic + "-value")
                .map(value -> new Version(EnvelopeLayout.compile(
                        value.schema(),
                        registry.latest(topic + "-key")
                                .map(RegisteredSchema::schema)
                                .orElse(null))));
    }

    /** Columns that the newest version of the table has and this one does not. */
    public List<Column> later(String topic, TableSchema table) {
        return registry.latest(topic + "-value")
                .map(newest -> EnvelopeLayout.compile(newest.schema(), null).table().columns().stream()
                        .filter(column -> table.column(column.name()).isEmpty())
                        .toList())
                .orElse(List.of());
    }
}
