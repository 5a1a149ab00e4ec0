package dev.freshet.source.stream;

import dev.freshet.avro.DecodingException;
import dev.freshet.avro.EnvelopeDecoder;
import dev.freshet.registry.RegisteredSchema;
import dev.freshet.registry.RegistryException;
import dev.freshet.registry.SubjectRegistry;
import dev.freshet.schema.Column;

/**
 * How replicas come to one schema of a stream: each takes the registry's latest version, widens it by what it needs, registers that, and
 * looks again what others have registered in between. Widening only ever grows, whoever comes last takes both in, so all end at a schema
 * that holds what any of them needs.
 * Blocks on the registry; safe for use by several threads.
 */
public final class Agreement {
    private static final int ROUNDS = 20;

    private final SubjectRegistry registry;

    public Agreement(SubjectRegistry registry) {
        this.registry = registry;
    }

    /**
     * What was agreed on.
     *
     * @param before the columns that were registered before; none for a new stream
     */
    public record Agreed(StreamSchema schema, StreamColumns before) {}

    /**
     * A registered schema that holds the wanted columns and all that were ever agreed on.
     *
     * @throws RegistryException when the registry does not answer, or has something else under this name
     */
    public Agreed agree(StreamTopic topic, StreamColumns wanted) {
        Known latest = known(topic);
        StreamColumns first = latest.columns();
        StreamColumns needed = wanted;
        for (int round = 0; round < ROUNDS; round++) {
            StreamColumns all = latest.columns().merged(needed).nullable(topic.key());
            StreamSchema schema = new StreamSchema(topic, all);
            registerKey(topic, schema);
            registry.register(topic.valueSubject(), schema.valueText());
            if (all.equals(latest.columns())) {
                return new Agreed(schema, first);
            }
            Known after = known(topic);
            StreamColumns others = all;
            for (int version = latest.version() + 1; version < after.version(); version++) {
                others = others.merged(version(topic, version));
            }
            boolean registeredBefore = after.version() == latest.version();
            if (registeredBefore || others.equals(all) && after.columns().equals(all)) {
                return new Agreed(schema, first);
            }
            needed = others;
            latest = after;
        }
        throw new RegistryException("subject '" + topic.valueSubject() + "' changed " + ROUNDS
                + " times while a version was being registered; find out who else writes to it");
    }

    /** What was registered last, under which number; nothing under 0. */
    private record Known(int version, StreamColumns columns) {}

    private void registerKey(StreamTopic topic, StreamSchema schema) {
        String key = schema.keyText();
        if (key != null) {
            registry.register(topic.keySubject(), key);
        }
    }

    /** The columns that were registered last; none when nothing was. */
    public StreamColumns latest(StreamTopic topic) {
        return known(topic).columns();
    }

    private Known known(StreamTopic topic) {
        return registry.latest(topic.valueSubject())
                .map(schema -> new Known(schema.version(), columns(topic, schema)))
                .orElse(new Known(0, StreamColumns.NONE));
    }

    private StreamColumns version(StreamTopic topic, int version) {
        return registry.version(topic.valueSubject(), version)
                .map(schema -> columns(topic, schema))
                .orElse(StreamColumns.NONE);
    }

    private static StreamColumns columns(StreamTopic topic, RegisteredSchema schema) {
        try {
            return new StreamColumns(EnvelopeDecoder.compile(schema.schema(), null).table().columns().stream()
                    .map(column -> new Column(column.name(), column.type(), column.nullable()))
                    .toList());
        } catch (DecodingException e) {
            throw new RegistryException(
                    "subject '" + topic.valueSubject() + "' holds something else than the rows of a stream ("
                            + e.getMessage() + "); name the source or the stream differently",
                    e);
        }
    }
}
