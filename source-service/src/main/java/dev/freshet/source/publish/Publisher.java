package dev.freshet.source.publish;

import dev.freshet.event.DefinitionChange;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.EventStamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Change events of one source and its offset, in one Kafka transaction. The transactional id is the source's: opening a second
 * publisher fences the first. For use by one thread; {@link #close()} may come from another one.
 *
 * <p>Any exception of a method leaves the transaction uncommitted; the publisher is then of no more use, and the next one
 * starts from the offset that was committed last.
 */
public final class Publisher implements BoundaryLog, AutoCloseable {
    /** Of records without a key. Not by a hash of something: it must stay the same when the topic gets more partitions. */
    private static final Integer KEYLESS = 0;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Topics topics;
    private final String source;
    private final CommitReminder reminder;
    private final byte[] offsetKey;
    private final int offsetPartition;
    private boolean open;
    private boolean broken;

    private Publisher(KafkaProducer<byte[], byte[]> producer, Topics topics, String source, Duration betweenLooks) {
        this.producer = producer;
        this.topics = topics;
        this.source = source;
        this.reminder = new CommitReminder(producer, topics, transactionalId(source), betweenLooks);
        this.offsetKey = OffsetJson.key(source);
        this.offsetPartition = OffsetLog.partition(
                offsetKey, producer.partitionsFor(OffsetLog.TOPIC).size());
    }

    /** Fences any earlier publisher of this source and ends its open transaction. */
    public static Publisher open(Map<String, Object> connection, Topics topics, String source, Duration timeout) {
        return open(connection, topics, source, timeout, BETWEEN_LOOKS);
    }

    static Publisher open(
            Map<String, Object> connection, Topics topics, String source, Duration timeout, Duration betweenLooks) {
        topics.ensureOffsets();
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                KafkaSettings.producer(connection, transactionalId(source), timeout),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions();
            Publisher publisher = new Publisher(producer, topics, source, betweenLooks);
            topics.abortForgotten(
                    transactionalId(source),
                    new TopicPartition(OffsetLog.TOPIC, publisher.offsetPartition),
                    topicPrefix(source));
            return publisher;
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private static String transactionalId(String source) {
        return "freshet-source-" + source;
    }

    /** Of the topics of its tables, and of the one of its statements; other sources may share it. */
    private static String topicPrefix(String source) {
        return source;
    }

    /**
     * Part of the transaction that the next commit ends.
     *
     * @param key null for a table without a key: all its events go to partition 0, so that their order is the source's
     */
    public void send(String topic, byte @Nullable [] key, byte[] value, @Nullable EventStamp stamp) {
        topics.ensure(topic);
        begin();
        producer.send(
                new ProducerRecord<>(
                        topic,
                        key == null ? KEYLESS : null,
                        key,
                        value,
                        stamp == null ? List.of() : List.of(new RecordHeader(EventStamp.HEADER, stamp.toBytes()))),
                null);
    }

    @Override
    public void boundary(String topic, String ddl, List<Step> steps, EventStamp stamp) {
        boolean continues = steps.stream().anyMatch(Step.TableContinued.class::isInstance);
        int partitions = continues ? topics.made(topic) : 0;
        partitions = partitions == 0 ? topics.boundaryPartitions(topic) : partitions;
        if (partitions == 0) {
            return;
        }
        begin();
        byte[] change = new DefinitionChange(ddl, partitions, steps).toBytes();
        List<Header> headers = List.of(
                new RecordHeader(DefinitionChange.HEADER, change),
                new RecordHeader(EventStamp.HEADER, stamp.toBytes()));
        for (int partition = 0; partition < partitions; partition++) {
            producer.send(new ProducerRecord<>(topic, partition, null, null, null, headers));
        }
    }

    @Override
    public List<String> topics(String prefix) {
        return topics.beginningWith(prefix);
    }

    /** All that was sent since the last commit and this offset become visible, or nothing does. */
    public void commit(SourceOffset offset) {
        begin();
        producer.send(new ProducerRecord<>(OffsetLog.TOPIC, offsetPartition, offsetKey, OffsetJson.bytes(offset)));
        producer.commitTransaction();
        open = false;
        reminder.look(topicPrefix(source));
    }

    private void begin() {
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
    }

    /** Ends an uncommitted transaction so that it hides nothing from readers; without effect when that is impossible. */
    public void abort() {
        if (open) {
            try {
                producer.abortTransaction();
            } catch (KafkaException | IllegalStateException e) {
                // a commit that timed out can only be tried again; the next publisher of this source settles it
                broken = true;
            }
        }
    }

    @Override
    public void close() {
        producer.close(broken ? Duration.ZERO : CLOSE_TIMEOUT);
    }
}
