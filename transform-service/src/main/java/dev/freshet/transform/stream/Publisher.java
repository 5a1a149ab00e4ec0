package dev.freshet.transform.stream;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Results and offsets in one transaction. The transactional id is that of the lowest partition that the member owns: whoever takes a dead
 * member's partitions ends its open transaction at once, instead of after the timeout. The group's metadata fences a member that lost
 * its partitions without noticing. For one thread.
 */
final class Publisher implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaSettings settings;
    private final String transform;
    private final OutputTopics topics;
    private final String output;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private int lowest = -1;
    private boolean inTransaction;

    /** @param output its topic, see {@link #open} */
    Publisher(KafkaSettings settings, String transform, OutputTopics topics, String output) {
        this.settings = settings;
        this.transform = transform;
        this.topics = topics;
        this.output = output;
    }

    /** Ready to publish as the owner of this partition. */
    void open(int lowestPartition) {
        if (producer != null && lowest == lowestPartition) {
            return;
        }
        close();
        String id = KafkaSettings.group(transform) + "-" + lowestPartition;
        KafkaProducer<byte[], byte[]> opened =
                new KafkaProducer<>(settings.producer(id), new ByteArraySerializer(), new ByteArraySerializer());
        producer = opened;
        lowest = lowestPartition;
        opened.initTransactions();
        topics.abortForgotten(id, transform, output);
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return Objects.requireNonNull(producer, "no partition is assigned");
    }

    void begin() {
        producer().beginTransaction();
        inTransaction = true;
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        producer().send(record, null);
    }

    /** All that was sent since {@link #begin()} and these offsets become visible, or nothing does. */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        producer().sendOffsetsToTransaction(offsets, group);
        producer().commitTransaction();
        inTransaction = false;
    }

    void abort() {
        producer().abortTransaction();
        inTransaction = false;
    }

    @Override
    public void close() {
        KafkaProducer<byte[], byte[]> open = producer;
        producer = null;
        if (open == null) {
            return;
        }
        Duration patience = CLOSE;
        if (inTransaction) {
            inTransaction = false;
            try {
                open.abortTransaction();
            } catch (KafkaException | IllegalStateException fencedOrTimedOut) {
                patience = Duration.ZERO;
            }
        }
        open.close(patience);
    }
}
