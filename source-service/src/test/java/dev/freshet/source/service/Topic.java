package dev.freshet.source.service;

import dev.freshet.avro.EnvelopeDecoder;
import dev.freshet.event.DefinitionChange;
import dev.freshet.event.EventStamp;
import dev.freshet.event.Operation;
import dev.freshet.event.RowChange;
import dev.freshet.event.SourcePosition;
import dev.freshet.registry.Framing;
import dev.freshet.registry.SchemaRegistry;
import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A topic of change events as a reader sees it that reads committed records only. */
final class Topic implements AutoCloseable {
    record Change(int partition, byte[] key, EventStamp stamp, RowChange row, TableSchema table) {
        List<String> columns() {
            return table.columns().stream().map(Column::name).toList();
        }

        Object value(String column) {
            return row.values()[columns().indexOf(column)];
        }

        /** What rows hold that were there before the column was added, as the schema of this row says. */
        @Nullable
        Object initial(String column) {
            return table.columns().get(columns().indexOf(column)).initial();
        }
    }

    /** A record without key and value: what a statement did between the rows around it. */
    record Boundary(int partition, EventStamp stamp, DefinitionChange change) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SchemaRegistry registry;
    private final Map<Integer, EnvelopeDecoder> decoders = new HashMap<>();
    final List<Change> changes = new ArrayList<>();
    final List<Boundary> boundaries = new ArrayList<>();
    /** Positions of both, in the order of each partition. */
    final Map<Integer, List<SourcePosition>> order = new TreeMap<>();

    Topic(String bootstrap, SchemaRegistry registry, String name) {
        this.registry = registry;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                .map(info -> new TopicPartition(name, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what is there by now. */
    void read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            EventStamp stamp =
                    EventStamp.of(record.headers().lastHeader(EventStamp.HEADER).value());
            order.computeIfAbsent(record.partition(), p -> new ArrayList<>()).add(stamp.position());
            if (record.value() == null) {
                boundaries.add(new Boundary(
                        record.partition(),
                        stamp,
                        DefinitionChange.of(record.headers()
                                .lastHeader(DefinitionChange.HEADER)
                                .value())));
                continue;
            }
            EnvelopeDecoder decoder = decoders.computeIfAbsent(
                    Framing.schemaId(record.value()), id -> EnvelopeDecoder.compile(registry.schema(id), null));
            changes.add(new Change(
                    record.partition(), record.key(), stamp, decoder.decode(record.value()), decoder.table()));
        }
    }

    /** What an upsert by key leaves: column {@code value} by column {@code id}. */
    Map<Object, Object> state(String id, String value) {
        Map<Object, Object> state = new TreeMap<>();
        Map<Object, EventStamp> stamps = new HashMap<>();
        for (Change change : changes) {
            Object key = change.value(id);
            EventStamp before = stamps.put(key, change.stamp());
            if (before != null && before.position().compareTo(change.stamp().position()) > 0) {
                throw new AssertionError("position goes back: " + before + " -> " + change.stamp());
            }
            if (change.row().operation() == Operation.DELETE) {
                state.remove(key);
            } else {
                state.put(key, change.value(value));
            }
        }
        return state;
    }

    /** Changes that are there twice: the same key at the same position. */
    long duplicates() {
        return changes.size()
                - changes.stream()
                        .map(change -> Arrays.toString(change.key())
                                + change.stamp().position()
                                + change.row().operation())
                        .distinct()
                        .count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
