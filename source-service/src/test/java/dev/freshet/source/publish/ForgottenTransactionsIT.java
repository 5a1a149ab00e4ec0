package dev.freshet.source.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.event.EventStamp;
import dev.freshet.event.SourcePosition;
import dev.freshet.local.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A real broker whose logs hold transactions that its coordinator knows nothing of, as a broker leaves them that is killed while it ends
 * one. They are written into its files while it is down, since the kill that does it is a matter of luck.
 */
class ForgottenTransactionsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static Stack stack;
    private static Admin admin;
    private static Topics topics;
    private static Publisher living;

    @BeforeAll
    static void aBrokerThatForgot() throws Exception {
        stack = Stack.plan().kafka().start();
        admin = Admin.create(kafka());
        topics = new Topics(admin, new TopicSettings(1, (short) 1, Duration.ofDays(1)));
        try (Publisher ending = Publisher.open(kafka(), topics, "ending", TIMEOUT)) {
            ending.send("ending.t", bytes("k"), bytes("committed"), null);
            ending.commit(offset(1));
        }
        living = Publisher.open(kafka(), topics, "living", TIMEOUT, Duration.ZERO);
        living.send("living.t", bytes("k"), bytes("committed"), null);
        living.commit(offset(1));
        living.commit(offset(2));
        try (EventPublisher events = EventPublisher.open(kafka(), topics, "freshet-events-1", TIMEOUT)) {
            EventStamp stamp = new EventStamp(new SourcePosition(1, 1, events.begin(), 0), 1);
            events.send("events.t", null, bytes("committed"), stamp, null);
            events.commit();
        }
        TransactionDescription ended = producer("freshet-source-ending");
        TransactionDescription lives = producer("freshet-source-living");
        TransactionDescription accepts = producer("freshet-events-1");
        TopicPartition position = position("ending");
        stack.kafka().process().kill();
        forget(new TopicPartition("ending.t", 0), ended, 0);
        forget(position, ended, 0);
        forget(new TopicPartition("living.t", 0), lives, 1);
        forget(new TopicPartition("events.t", 0), accepts, 0);
        forget(new TopicPartition(EventPublisher.TICKETS, 0), accepts, 0);
        stack.kafka().process().start();
        for (String topic : List.of("ending.t", "living.t", "events.t")) {
            TopicPartition partition = new TopicPartition(topic, 0);
            assertThat(topics.end(partition, IsolationLevel.READ_COMMITTED))
                    .as("what was written is held up in " + topic)
                    .isLessThan(topics.end(partition, IsolationLevel.READ_UNCOMMITTED));
        }
    }

    @AfterAll
    static void stop() {
        living.close();
        topics.close();
        stack.close();
    }

    @Test
    void theNextPublisherOfASourceAbortsItAndGoesOnFromTheOffsetBefore() {
        try (Publisher next = Publisher.open(kafka(), topics, "ending", TIMEOUT)) {
            assertThat(stored("ending").offset()).isEqualTo(1);
            next.send("ending.t", bytes("k"), bytes("again"), null);
            next.commit(offset(2));
        }
        assertThat(stored("ending").offset()).isEqualTo(2);
        assertThat(values("ending.t")).containsExactly("committed", "again");
    }

    @Test
    void aPublisherThatLivesOnCommitsIt() {
        living.commit(offset(3));
        living.commit(offset(4));
        assertThat(values("living.t")).containsExactly("committed", "forgotten");
        living.send("living.t", bytes("k"), bytes("later"), null);
        living.commit(offset(5));
        assertThat(values("living.t")).containsExactly("committed", "forgotten", "later");
    }

    @Test
    void eventsThatMayHaveBeenAcceptedAreCommittedWhenTheServiceIsBack() {
        EventPublisher.open(kafka(), topics, "freshet-events-1", TIMEOUT).close();
        assertThat(values("events.t")).containsExactly("committed", "forgotten");
    }

    private static void forget(TopicPartition partition, TransactionDescription producer, int transactionsAgo)
            throws IOException {
        Path log = stack.run()
                .data()
                .resolve("kafka/log")
                .resolve(partition.toString())
                .resolve("00000000000000000000.log");
        try (FileRecords records = FileRecords.open(log.toFile(), true)) {
            long next = 0;
            for (RecordBatch batch : records.batches()) {
                next = batch.nextOffset();
            }
            records.append(MemoryRecords.withTransactionalRecords(
                    next,
                    Compression.NONE,
                    producer.producerId(),
                    (short) (producer.producerEpoch() - transactionsAgo),
                    0,
                    0,
                    new SimpleRecord(System.currentTimeMillis(), bytes("k"), bytes("forgotten"))));
        }
    }

    private static TransactionDescription producer(String transactionalId) throws Exception {
        return admin.describeTransactions(List.of(transactionalId))
                .description(transactionalId)
                .get();
    }

    private static TopicPartition position(String source) {
        return new TopicPartition(
                OffsetLog.TOPIC, OffsetLog.partition(OffsetJson.key(source), topics.partitions(OffsetLog.TOPIC)));
    }

    private static SourceOffset stored(String source) {
        return new OffsetLog(kafka(), topics, Clock.systemUTC(), TIMEOUT)
                .read(source)
                .orElseThrow();
    }

    private static List<String> values(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                KafkaSettings.offsetReader(kafka()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = topics.end(partition, IsolationLevel.READ_UNCOMMITTED);
            assertThat(topics.end(partition, IsolationLevel.READ_COMMITTED))
                    .as("nothing is held up in " + topic)
                    .isEqualTo(end);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.value() != null) {
                        values.add(new String(record.value(), UTF_8));
                    }
                }
            }
        }
        return values;
    }

    private static SourceOffset offset(long offset) {
        return new SourceOffset(Map.of("pos", offset), 1, "uuid", 1, offset, List.of());
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", stack.kafka().bootstrapServers());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
