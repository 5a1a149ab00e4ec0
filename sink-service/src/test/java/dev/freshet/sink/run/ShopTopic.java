package dev.freshet.sink.run;

import dev.freshet.avro.RecordEncoder;
import dev.freshet.event.DefinitionChange;
import dev.freshet.event.EventStamp;
import dev.freshet.event.SourcePosition;
import dev.freshet.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Writes change events of one table, {@code shop.<table>} as a source does. */
final class ShopTopic implements AutoCloseable {
    static final int PARTITIONS = 3;

    final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final RecordEncoder encoder;
    private final Schema key;
    private Schema row;
    private Schema envelope;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private long offset = 1000;

    ShopTopic(String topic, Map<String, Object> kafka, SchemaRegistry registry) {
        this.topic = topic;
        Map<String, Object> settings = new HashMap<>(kafka);
        // the topic was just made: see KafkaSettings.deadLetterProducer
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.encoder = new RecordEncoder(registry);
        this.key = SchemaBuilder.struct()
                .name(topic + ".Key")
                .field("id", Schema.INT64_SCHEMA)
                .build();
        this.row = row(List.of("name"));
        this.envelope = envelope(row);
    }

    /** From now on rows have these text columns beside the id. */
    void columns(String... names) {
        row = row(List.of(names));
        envelope = envelope(row);
    }

    private Schema row(List<String> columns) {
        SchemaBuilder builder =
                SchemaBuilder.struct().name(topic + ".Value").optional().field("id", Schema.INT64_SCHEMA);
        columns.forEach(column -> builder.field(column, Schema.OPTIONAL_STRING_SCHEMA));
        return builder.build();
    }

    private Schema envelope(Schema row) {
        return SchemaBuilder.struct()
                .name(topic + ".Envelope")
                .field("before", row)
                .field("after", row)
                .field("op", Schema.STRING_SCHEMA)
                .build();
    }

    /** An insert or update; the later call has the later position. */
    void upsert(long id, @Nullable String... texts) {
        Struct after = new Struct(row).put("id", id);
        for (int i = 0; i < texts.length; i++) {
            after.put(row.fields().get(i + 1), texts[i]);
        }
        send(id, new Struct(envelope).put("after", after).put("op", "u"));
    }

    void delete(long id) {
        send(
                id,
                new Struct(envelope)
                        .put("before", new Struct(row).put("id", id))
                        .put("op", "d"));
    }

    private void send(long id, Struct change) {
        byte[] keyBytes = encoder.encode(topic + "-key", key, new Struct(key).put("id", id));
        send(keyBytes, encoder.encode(topic + "-value", envelope, change));
    }

    /** Any bytes, with a proper stamp. */
    void send(byte[] keyBytes, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, keyBytes, value);
        record.headers().add(EventStamp.HEADER, stamp());
        sent.add(producer.send(record));
    }

    /** What a source publishes between the rows before a statement and the rows after it. */
    void statement(DefinitionChange.Step... steps) {
        byte[] change = new DefinitionChange("ALTER TABLE ...", PARTITIONS, List.of(steps)).toBytes();
        byte[] stamp = stamp();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, null, null);
            record.headers().add(DefinitionChange.HEADER, change).add(EventStamp.HEADER, stamp);
            sent.add(producer.send(record));
        }
    }

    private byte[] stamp() {
        return new EventStamp(new SourcePosition(1, 1, offset++, 0), System.currentTimeMillis() * 1000).toBytes();
    }

    /** Returns when the broker has all of them. */
    void flush() throws Exception {
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
        sent.clear();
    }

    @Override
    public void close() {
        producer.close();
    }
}
