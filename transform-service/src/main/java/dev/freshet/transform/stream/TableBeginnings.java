package dev.freshet.transform.stream;

import dev.freshet.event.DefinitionChange;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.EventStamp;
import dev.freshet.registry.Framing;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
 * them anew. Whoever reads such a topic from further back has rows that nothing takes away. And which schemas its rows were written with. Records
 * are read, but only their headers and the id of their schema looked at. For one thread.
 */
public final class TableBeginnings implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Map<Integer, Long>> begins = new HashMap<>();
    private final Map<String, Map<Integer, Long>> next = new HashMap<>();
    /** By topic and partition: boundaries that not all partitions have come to. */
    private final Map<String, Map<Integer, Met>> emptied = new HashMap<>();

    private final Map<String, Map<Integer, Met>> ended = new HashMap<>();
    /** By topic and schema, the offset of the last record by partition. */
    private final Map<String, Map<Integer, Map<Integer, Long>>> written = new HashMap<>();

    /** A boundary in one partition; {@code behind} is the offset of the record that follows it. */
    @SuppressWarnings("ArrayRecordComponent") // compared by what it holds, below
    private record Met(byte[] stamp, long behind) {}

    /**
     * How far it has come.
     *
     * @param begins by topic and partition, the offset from which on the table is whole; no entry: its first record
     * @param next   by topic and partition, what is to be read next
     * @param written by topic and the registry's id of a schema, the offset of the last record that was written with it, by partition
     */
    public record State(
            Map<String, Map<Integer, Long>> begins,
            Map<String, Map<Integer, Long>> next,
            Map<String, Map<Integer, Map<Integer, Long>>> written) {
        /** Nothing was read. */
        public static final State NONE = new State(Map.of(), Map.of(), Map.of());

        public State {
            begins = Map.copyOf(begins);
            next = Map.copyOf(next);
            written = Map.copyOf(written);
        }

        /** From which offset on a topic's table is whole, by partition; no entry: from its first record. */
        public Map<Integer, Long> begins(String topic) {
            return begins.getOrDefault(topic, Map.of());
        }

        /** Ids of the schemas that rows of the topic's table were written with, from where it is whole. */
        public Set<Integer> schemas(String topic) {
            Map<Integer, Long> from = begins(topic);
            return written.getOrDefault(topic, Map.of()).entrySet().stream()
                    .filter(schema -> schema.getValue().entrySet().stream()
                            .anyMatch(last -> last.getValue() >= from.getOrDefault(last.getKey(), 0L)))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** @param from where it was when it was asked last; topics that are not among these are forgotten */
    public TableBeginnings(KafkaSettings settings, Collection<String> topics, State from) {
        consumer = new KafkaConsumer<>(settings.reader(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        for (String topic : topics) {
            begins.put(topic, new HashMap<>(from.begins().getOrDefault(topic, Map.of())));
            next.put(topic, new HashMap<>(from.next().getOrDefault(topic, Map.of())));
            from.written()
                    .getOrDefault(topic, Map.of())
                    .forEach((schema, last) -> of(written, topic).put(schema, new HashMap<>(last)));
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
        if (Set.copyOf(all).equals(consumer.assignment())) {
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
        if (record.value() != null) {
            wrote(record, record.value());
            return;
        }
        if (header == null || stamp == null) {
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

    private void wrote(ConsumerRecord<byte[], byte[]> record, byte[] value) {
        // what is not in the wire format cannot be read by anyone
        if (value.length >= Framing.LENGTH && value[0] == 0) {
            of(written, record.topic())
                    .computeIfAbsent(Framing.schemaId(value), schema -> new HashMap<>())
                    .put(record.partition(), record.offset());
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
        Map<String, Map<Integer, Map<Integer, Long>>> schemas = new HashMap<>();
        written.forEach((topic, bySchema) -> {
            Map<Integer, Map<Integer, Long>> last = new HashMap<>();
            bySchema.forEach((schema, offsets) -> last.put(schema, Map.copyOf(offsets)));
            schemas.put(topic, Map.copyOf(last));
        });
        return new State(from, read, schemas);
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(2));
    }
}
