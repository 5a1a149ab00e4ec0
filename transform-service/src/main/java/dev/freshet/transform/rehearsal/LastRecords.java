package dev.freshet.transform.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The end of a topic. */
final class LastRecords {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private LastRecords() {}

    /** At most so many records that have a value, by time. Empty when there is no such topic. */
    static List<ConsumerRecord<byte[], byte[]>> read(Map<String, Object> settings, String topic, int records) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> known = consumer.partitionsFor(topic, PATIENCE);
            List<TopicPartition> partitions = (known == null ? List.<PartitionInfo>of() : known)
                    .stream()
                            .map(each -> new TopicPartition(topic, each.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions, PATIENCE);
            consumer.assign(partitions);
            // the ends of transactions take offsets too
            partitions.forEach(partition -> consumer.seek(
                    partition,
                    Math.max(starts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L) - 2L * records - 8)));
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end
                    && partitions.stream()
                            .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.value() != null) {
                        all.add(record);
                    }
                }
            }
            all.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
            return all.subList(Math.max(0, all.size() - records), all.size());
        }
    }
}
