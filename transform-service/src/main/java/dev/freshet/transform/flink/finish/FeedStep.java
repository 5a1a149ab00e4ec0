package dev.freshet.transform.flink.finish;

import dev.freshet.avro.ChangelogDecoder;
import dev.freshet.avro.DecodingException;
import dev.freshet.avro.EncodingException;
import dev.freshet.avro.TableEnvelope;
import dev.freshet.event.EventStamp;
import dev.freshet.event.SourcePosition;
import dev.freshet.registry.Framing;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.transform.apply.Programs;
import dev.freshet.transform.flink.ddl.OutputColumn;
import dev.freshet.transform.stream.DeadLetters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The records of one version's topic as change events of the transform's own. For one thread. */
final class FeedStep {
    private static final String CONNECTOR = "freshet-transform";
    private static final long MICROS = 1_000;

    private final Feed feed;
    private final String topic;
    private final GuardedRegistry registry;
    private final DeadLetters letters;
    private final TableEnvelope envelope;
    private final JavaForms forms;
    private final Map<Integer, ChangelogDecoder> decoders = new HashMap<>();
    private final Pairs pairs = new Pairs();
    private final int valueId;
    private final int keyId;

    /** Takes what is made. */
    interface Out {
        void send(ProducerRecord<byte[], byte[]> record);

        void reject(ProducerRecord<byte[], byte[]> letter);
    }

    /**
     * Registers the output's schemas.
     *
     * @param topic of the transform
     * @throws dev.freshet.registry.IncompatibleSchemaException when the registry's rule refuses the output
     * @throws dev.freshet.registry.RegistryException when the registry refuses or cannot be asked
     */
    FeedStep(Feed feed, String transform, String topic, GuardedRegistry registry, DeadLetters letters) {
        this.feed = feed;
        this.topic = topic;
        this.registry = registry;
        this.letters = letters;
        List<ColumnType> types = feed.columns().stream()
                .map(column -> column.column().orElseThrow())
                .toList();
        forms = new JavaForms(types);
        envelope = TableEnvelope.of(
                table(feed),
                new TableEnvelope.Origin(CONNECTOR, transform, topic.substring(topic.indexOf('.') + 1)),
                topic);
        // a table that is built anew beside the old one need not be read with the old one's schema
        valueId = registry.registerGuarded(
                topic + "-value", envelope.valueSchema(), feed.rebuilt() ? (newest, next) -> true : Programs::lossless);
        String key = envelope.keySchema();
        keyId = key == null ? 0 : registry.registerGuarded(topic + "-key", key, (newest, next) -> true);
    }

    private static TableSchema table(Feed feed) {
        return new TableSchema(
                feed.columns().stream()
                        .map(column -> column(column, feed.key()))
                        .toList(),
                feed.key());
    }

    private static Column column(OutputColumn column, List<String> key) {
        return new Column(column.name(), column.column().orElseThrow(), !key.contains(column.name()));
    }

    /**
     * @param records   of one partition, in their order
     * @param whole     whether the table is whole: nothing is being built anew
     */
    void apply(List<ConsumerRecord<byte[], byte[]>> records, boolean whole, Out out) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() != null) {
                take(record, out::reject);
            }
        }
        int partition = records.get(0).partition();
        for (Pairs.Event event : pairs.take()) {
            out.send(made(event, partition, whole));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Consumer<ProducerRecord<byte[], byte[]>> reject) {
        @Nullable Object[] row;
        boolean delete;
        try {
            ChangelogDecoder.Change change = decoder(record.value()).decode(record.value());
            delete = change.delete();
            row = forms.of(change.row());
        } catch (DecodingException | IllegalArgumentException | java.time.DateTimeException e) {
            reject.accept(letters.of(
                    record,
                    "decode",
                    e instanceof DecodingException ? String.valueOf(e.getMessage()) : "a moment beyond what there is",
                    "cast the column to what it can be in the SQL"));
            return;
        }
        if (envelope.lacksKey(row)) {
            reject.accept(letters.of(
                    record,
                    "key",
                    "a column of the key (" + String.join(", ", feed.key())
                            + ") is NULL, so nothing tells the row apart",
                    "use COALESCE in the SQL, or leave such rows out by WHERE"));
            return;
        }
        pairs.add(record.key(), delete, row, record.offset(), record.timestamp());
    }

    private ChangelogDecoder decoder(byte[] value) {
        int id = Framing.schemaId(value);
        ChangelogDecoder known = decoders.get(id);
        if (known == null) {
            known = ChangelogDecoder.compile(registry.schema(id));
            decoders.put(id, known);
        }
        return known;
    }

    private ProducerRecord<byte[], byte[]> made(Pairs.Event event, int partition, boolean whole) {
        @Nullable Object[] row = event.after() == null ? event.before() : event.after();
        if (row == null) {
            throw new EncodingException("an event of " + topic + " has no row");
        }
        byte[] value = envelope.value(valueId, event.operation(), event.before(), event.after(), event.millis());
        ProducerRecord<byte[], byte[]> made =
                new ProducerRecord<>(topic, partition, feed.key().isEmpty() ? null : envelope.key(keyId, row), value);
        made.headers()
                .add(
                        EventStamp.HEADER,
                        stamp(feed.version(), whole, event.offset() + 1, event.millis())
                                .toBytes());
        return made;
    }

    /**
     * Where a row stands: the version is the epoch; rows that are built anew stand before those of the whole table, boundaries at offset 0.
     *
     * @param millis since 1970
     */
    static EventStamp stamp(int version, boolean whole, long offset, long millis) {
        return new EventStamp(new SourcePosition(version, whole ? 1 : 0, offset, 0), millis * MICROS);
    }

    /** How many of these at the end only go: their keys may come again in what was not read yet. */
    int going(List<ConsumerRecord<byte[], byte[]>> records) {
        int count = 0;
        for (int i = records.size() - 1; i >= 0 && deletes(records.get(i)); i--) {
            count++;
        }
        return count == records.size() ? 0 : count;
    }

    private boolean deletes(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() != null
                    && decoder(record.value()).decode(record.value()).delete();
        } catch (DecodingException | IllegalArgumentException e) {
            return false;
        }
    }
}
