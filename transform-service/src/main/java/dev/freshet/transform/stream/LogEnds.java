package dev.freshet.transform.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where topics begin and end, and where a group is. */
public final class LogEnds {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long STEP = 64;

    private final KafkaSettings settings;

    public LogEnds(KafkaSettings settings) {
        this.settings = settings;
    }

    private KafkaConsumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(settings.reader(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic, PATIENCE).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** How many partitions a topic has; 0: it is not there. */
    public int partitions(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            return partitions(consumer, List.of(topic)).size();
        }
    }

    /** The topics among these that lack their first records. */
    public List<String> cut(Collection<String> topics) {
        return offsets(topics, OffsetSpec.earliest()).entrySet().stream()
                .filter(begin -> begin.getValue() > 0)
                .map(begin -> begin.getKey().topic())
                .distinct()
                .sorted()
                .toList();
    }

    /** The end of what is committed, by partition. */
    public Map<Integer, Long> ends(String topic) {
        return offsets(List.of(topic), OffsetSpec.latest()).entrySet().stream()
                .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    }

    private Map<TopicPartition, Long> offsets(Collection<String> topics, OffsetSpec where) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            partitions(consumer, topics).forEach(partition -> asked.put(partition, where));
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (Admin admin = Admin.create(settings.admin())) {
            admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
            return offsets;
        } catch (ExecutionException e) {
            throw new KafkaException("the ends of " + topics + " cannot be read", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * The offset behind the last record of each partition that has one. The end of a topic may be further: transactions end with a record
     * that no consumer sees.
     */
    public Map<TopicPartition, Long> behindLastRecords(Collection<String> topics) {
        Map<TopicPartition, Long> begins = offsets(topics, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(topics, OffsetSpec.latest());
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            Map<TopicPartition, Long> last = new HashMap<>();
            ends.forEach((partition, end) -> {
                long begin = begins.getOrDefault(partition, 0L);
                long from = end;
                long step = STEP;
                while (from > begin && !last.containsKey(partition)) {
                    from = Math.max(begin, from - step);
                    step *= 8;
                    long found = behindLast(consumer, partition, from, end);
                    if (found > 0) {
                        last.put(partition, found);
                    }
                }
            });
            return last;
        }
    }

    private static long behindLast(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long found = 0;
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < end && System.nanoTime() < until) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                found = record.offset() < end ? record.offset() + 1 : found;
            }
        }
        return found;
    }

    /** Where a group is. */
    public Map<TopicPartition, Long> committed(String group) {
        try (Admin admin = Admin.create(settings.admin())) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            Map<TopicPartition, OffsetAndMetadata> all = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            all.forEach((partition, offset) -> {
                if (offset != null) {
                    offsets.put(partition, offset.offset());
                }
            });
            return offsets;
        } catch (ExecutionException e) {
            throw new KafkaException("the offsets of group " + group + " cannot be read", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Removes a topic and a group, if they are there. */
    public void remove(String topic, String group) {
        try (Admin admin = Admin.create(settings.admin())) {
            quietly(() -> admin.deleteTopics(List.of(topic)).all().get());
            quietly(() -> admin.deleteConsumerGroups(List.of(group)).all().get());
        }
    }

    private interface Removal {
        void run() throws ExecutionException, InterruptedException;
    }

    private static void quietly(Removal removal) {
        try {
            removal.run();
        } catch (ExecutionException e) {
            // gone already, or in use by a job that is just ending: retention and expiry take it
            return;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
