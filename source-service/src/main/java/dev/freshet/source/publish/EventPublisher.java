package dev.freshet.source.publish;

import dev.freshet.event.EventStamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Events of any source, in transactions of one replica. The transactional id is the replica's: opening a second publisher fences the
 * first. For use by one thread.
 *
 * <p>Each transaction takes a ticket first: a record in the one partition of {@value #TICKETS}, whose offset numbers the transactions of
 * all replicas. Whoever begins after another one has committed has the greater ticket, whatever the clocks say.
 *
 * <p>After an exception of any method the publisher is of no more use; whether its last transaction was committed is settled when the
 * next one with this id is open.
 */
public final class EventPublisher implements AutoCloseable {
    public static final String TICKETS = "freshet.event-positions";

    private static final int MEMORY = 16 << 20;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final byte[] NOTHING = {};

    private final KafkaProducer<byte[], byte[]> producer;
    private final Topics topics;

    private EventPublisher(KafkaProducer<byte[], byte[]> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    /** Fences any earlier publisher of this id and ends its open transaction. */
    public static EventPublisher open(Map<String, Object> connection, Topics topics, String id, Duration timeout) {
        topics.ensureTickets();
        Map<String, Object> settings = new HashMap<>(KafkaSettings.producer(connection, id, timeout));
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MEMORY);
        // somebody waits for the answer
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 8_000);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MEMORY);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            // their senders may have been told that these events are kept
            new CommitReminder(producer, topics, id, Duration.ZERO).commitAll(new TopicPartition(TICKETS, 0));
            return new EventPublisher(producer, topics);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Begins a transaction and returns its ticket. */
    public long begin() {
        producer.beginTransaction();
        var sent = producer.send(new ProducerRecord<>(TICKETS, 0, null, NOTHING));
        producer.flush();
        try {
            return sent.get().offset();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException("a ticket could not be taken", e.getCause());
        }
    }

    /**
     * Part of the transaction that has begun.
     *
     * @param key  null: to any partition
     * @param more a header beside the stamp; null: none
     */
    public void send(String topic, byte @Nullable [] key, byte[] value, EventStamp stamp, @Nullable Header more) {
        topics.ensure(topic);
        List<Header> headers = new ArrayList<>(2);
        headers.add(new RecordHeader(EventStamp.HEADER, stamp.toBytes()));
        if (more != null) {
            headers.add(more);
        }
        producer.send(new ProducerRecord<>(topic, null, key, value, headers), null);
    }

    /** All that was sent since {@link #begin} becomes visible, or nothing does. */
    public void commit() {
        producer.commitTransaction();
    }

    /** Ends a transaction so that it hides nothing from readers; without effect when that is impossible. */
    public void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            // the next publisher of this id, or the coordinator's timeout, ends it
            producer.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
