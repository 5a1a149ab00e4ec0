package dev.freshet.transform.stream;

import dev.freshet.event.DefinitionChange;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.EventStamp;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Where tables began empty for the last time: behind the last statement that emptied, dropped, replaced or moved them, or where their source began to read
 * them anew. Whoever reads such a topic from further back has rows that nothing takes away. Records are read, but only their headers
 * looked at. For one thread.
 */
public final class TableBeginnings implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Map<Integer, Long>> begins = new HashMap<>();
    private final Map<String, Map<Integer, Long>> next = new HashMap<>();
    /** By topic and partition: boundaries that not all partitions have come to. */
    private final Map<String, Map<Integer, Met>> emptied = new HashMap<>();

    private final Map<String, Map<Integer, Met>> ended = new HashMap<>();

    /** A boundary in one partition; {@code behind} is the offset of the record that follows it. */
    @SuppressWarnings("ArrayRecordComponent") // compared by what it holds, below
    private record Met(byte[] stamp, long behind) {}

    /**
     * How far it has come.
     *
     * @param begins by topic and partition, the offset from which on the table is whole; no entry: its first record
     * @param next   by topic and partition, what is to be read next
     */
    public record State(Map<String, Map<Integer, Long>> begins, Map<String, Map<Integer, Long>> next) {
        /** Nothing was read. */
        public static final State NONE = new State(Map.of(), Map.of());

        public State {
            begins = Map.copyOf(begins);
            next = Map.copyOf(next);
        }
    }

    /** @param from where it was when it was asked last; topics that are not among these are forgotten */
    public TableBeginnings(KafkaSettings settings, Collection<String> topics, State from) {
        consumer = new KafkaConsumer<>(settings.reader(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        for (String topic : topics) {
            begins.put(topic, new HashMap<>(from.begins().getOrDefault(topic, Map.of())));
            next.put(topic, new HashMap<>(from.next().getOrDefault(topic, Map.of())));
        }
    }

    /**
     * Reads on for about this long.
     *
     * @return whether it has come to the end of all topics
     */
    public boolean read(Duration time) {
        assign();
        if (consumer.assignment().isEmpty()) {
            return true;
        }
        long end = System.nanoTime() + time.toNanos();
        do {
            try {
                consumer.poll(Duration.ofMillis(20)).forEach(this::take);
            } catch (OffsetOutOfRangeException gone) {
                consumer.seekToBeginning(gone.partitions());
            }
        } while (System.nanoTime() < end && !atEnd());
        for (TopicPartition partition : consumer.assignment()) {
            of(next, partition.topic()).put(partition.partition(), consumer.position(partition));
        }
        return atEnd();
    }

    private boolean atEnd() {
        return consumer.assignment().stream()
                .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
    }

    /** Also partitions and topics that were made meanwhile. */
    private void assign() {
        List<TopicPartition> all = next.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (java.util.Set.copyOf(all).equals(consumer.assignment())) {
            return;
        }
        consumer.assign(all);
        for (TopicPartition partition : all) {
            Long from = of(next, partition.topic()).get(partition.partition());
            if (from == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, from);
            }
        }
    }

    private static <V> Map<Integer, V> of(Map<String, Map<Integer, V>> by, String topic) {
        return by.computeIfAbsent(topic, name -> new HashMap<>());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(DefinitionChange.HEADER);
        Header stamp = record.headers().lastHeader(EventStamp.HEADER);
        if (header == null || stamp == null || record.value() != null) {
            return;
        }
        DefinitionChange change = change(header.value());
        if (change == null) {
            return;
        }
        Met met = new Met(stamp.value(), record.offset() + 1);
        boolean reread = false;
        for (Step step : change.steps()) {
            switch (step) {
                case Step.TableCreated() -> meet(record, change, met);
                case Step.TableTruncated() -> meet(record, change, met);
                case Step.TableDropped() -> meet(record, change, met);
                case Step.TableReplaced() -> meet(record, change, met);
                case Step.TableRenamed(var to) -> meet(record, change, met);
                case Step.SnapshotBegun() -> of(emptied, record.topic()).put(record.partition(), met);
                case Step.SnapshotEnded() -> reread = true;
                case Step.ColumnAdded(String column) -> {}
                case Step.ColumnDropped(String column) -> {}
                case Step.ColumnRenamed(String from, String to) -> {}
                case Step.TableContinued(var from) -> {}
            }
        }
        if (reread) {
            of(ended, record.topic()).put(record.partition(), met);
            begin(record.topic(), change.partitions(), of(ended, record.topic()), met);
        }
    }

    private static @Nullable DefinitionChange change(byte[] header) {
        try {
            return DefinitionChange.of(header);
        } catch (IllegalArgumentException ofALaterVersion) {
            return null;
        }
    }

    private void meet(ConsumerRecord<byte[], byte[]> record, DefinitionChange change, Met met) {
        Map<Integer, Met> all = of(emptied, record.topic());
        all.put(record.partition(), met);
        begin(record.topic(), change.partitions(), all, met);
    }

    /** When all partitions have come to the same boundary, the table begins behind what emptied it. */
    private void begin(String topic, int partitions, Map<Integer, Met> met, Met last) {
        boolean everywhere = IntStream.range(0, partitions).allMatch(partition -> {
            Met there = met.get(partition);
            return there != null && Arrays.equals(there.stamp(), last.stamp());
        });
        if (everywhere) {
            of(emptied, topic)
                    .forEach((partition, boundary) -> of(begins, topic).put(partition, boundary.behind()));
        }
    }

    /** From which offset on a table is whole, by partition; no entry: from its first record. */
    public Map<Integer, Long> of(String topic) {
        return Map.copyOf(of(begins, topic));
    }

    public State state() {
        Map<String, Map<Integer, Long>> from = new HashMap<>();
        begins.forEach((topic, offsets) -> from.put(topic, Map.copyOf(offsets)));
        Map<String, Map<Integer, Long>> read = new HashMap<>();
        next.forEach((topic, offsets) -> {
            Map<Integer, Long> again = new HashMap<>(offsets);
            // a boundary that is not met everywhere yet is read again
            of(emptied, topic).forEach((partition, boundary) -> {
                if (!Long.valueOf(boundary.behind()).equals(of(begins, topic).get(partition))) {
                    again.merge(partition, boundary.behind() - 1, Math::min);
                }
            });
            read.put(topic, Map.copyOf(again));
        });
        return new State(from, read);
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(2));
    }
}
