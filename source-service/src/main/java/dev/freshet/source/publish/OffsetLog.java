package dev.freshet.source.publish;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * The last committed offset of a source, read from the compacted topic {@value #TOPIC}.
 *
 * <p>Call it after {@code initTransactions}, which ends what an earlier run left open. Other sources share the partition: the
 * read waits until their open transactions have ended, since an offset behind one is invisible until then, and an older one
 * would mean duplicates.
 */
public final class OffsetLog {
    public static final String TOPIC = "freshet.offsets";

    private static final long FIRST_STRIDE = 500;

    private final Map<String, Object> connection;
    private final Topics topics;
    private final Clock clock;
    private final Duration patience;

    public OffsetLog(Map<String, Object> connection, Topics topics, Clock clock, Duration patience) {
        this.connection = connection;
        this.topics = topics;
        this.clock = clock;
        this.patience = patience;
    }

    /** Debezium's offset in the form in which its own stores keep it. */
    public static String debeziumJson(SourceOffset offset) {
        return new String(OffsetJson.bytes(offset.debezium()), StandardCharsets.UTF_8);
    }

    static int partition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    /**
     * @throws TimeoutException when somebody's transaction stays open too long: retry
     */
    public Optional<SourceOffset> read(String source) {
        byte[] key = OffsetJson.key(source);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                KafkaSettings.offsetReader(connection), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(
                    TOPIC, partition(key, consumer.partitionsFor(TOPIC).size()));
            consumer.assign(List.of(partition));
            awaitCommitted(partition);
            return searchBackwards(consumer, partition, key).map(OffsetJson::read);
        }
    }

    private void awaitCommitted(TopicPartition partition) {
        long written = topics.end(partition, IsolationLevel.READ_UNCOMMITTED);
        Instant deadline = clock.instant().plus(patience);
        while (topics.end(partition, IsolationLevel.READ_COMMITTED) < written) {
            if (clock.instant().isAfter(deadline)) {
                throw new TimeoutException(
                        "an open transaction hides the end of " + partition + " for longer than " + patience);
            }
            Utils.sleep(50);
        }
    }

    /** The newest record of a key is near the end: read strides of doubling length, last one first. */
    private static Optional<byte[]> searchBackwards(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, byte[] key) {
        long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long stride = FIRST_STRIDE;
        while (end > first) {
            long start = Math.max(first, end - stride);
            Optional<byte[]> found = last(consumer, partition, key, start, end);
            if (found.isPresent()) {
                return found;
            }
            end = start;
            stride *= 4;
        }
        return Optional.empty();
    }

    private static Optional<byte[]> last(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, byte[] key, long start, long end) {
        consumer.seek(partition, start);
        Optional<byte[]> found = Optional.empty();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record :
                    consumer.poll(Duration.ofMillis(200)).records(partition)) {
                if (record.offset() < end && Arrays.equals(record.key(), key)) {
                    found = Optional.ofNullable(record.value());
                }
            }
        }
        return found;
    }
}
