package dev.freshet.sink.stream;

import dev.freshet.sink.batch.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a pipeline's topics into its buffer until stopped. All of it happens on the thread that runs it. */
public final class Poller implements Runnable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final KafkaSettings settings;
    private final String pipeline;
    private final Pattern topics;
    private final StreamBuffer buffer;
    private final PollerListener listener;
    private volatile boolean stopping;

    public Poller(
            KafkaSettings settings, String pipeline, Pattern topics, StreamBuffer buffer, PollerListener listener) {
        this.settings = settings;
        this.pipeline = pipeline;
        this.topics = topics;
        this.buffer = buffer;
        this.listener = listener;
    }

    /** Returns at once; the thread ends soon after. */
    public void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        while (!stopping) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                    settings.consumer(pipeline), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                new Reading(consumer).run();
            } catch (WakeupException | InterruptException stopped) {
                stopping = true;
            } catch (KafkaException broken) {
                listener.failing(
                        "reading from Kafka: " + broken.getMessage(), "check Kafka and the sink's access to it");
                pause();
            } finally {
                buffer.revokedAll();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException stopped) {
            stopping = true;
        }
    }

    /** One consumer's life. */
    private final class Reading implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private long lookAt = System.nanoTime();

        Reading(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        void run() {
            consumer.subscribe(topics, this);
            while (!stopping) {
                seek();
                rest();
                poll();
                if (System.nanoTime() >= lookAt) {
                    look();
                    lookAt = System.nanoTime() + LOOK_NANOS;
                }
            }
        }

        private void poll() {
            try {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (TopicPartition partition : records.partitions()) {
                    List<Arrival> arrivals = new ArrayList<>();
                    records.records(partition).forEach(record -> arrivals.add(Records.arrival(record)));
                    buffer.offer(partition.topic(), partition.partition(), arrivals);
                }
            } catch (OffsetOutOfRangeException gap) {
                skip(gap.offsetOutOfRangePartitions());
            }
        }

        private void skip(Map<TopicPartition, Long> wanted) {
            Map<TopicPartition, Long> oldest = consumer.beginningOffsets(wanted.keySet(), PATIENCE);
            oldest.forEach((partition, offset) -> {
                listener.gap(partition.topic(), partition.partition(), wanted.getOrDefault(partition, 0L), offset);
                consumer.seek(partition, offset);
            });
        }

        /** Stands where the destination says; partitions it has nothing of are read from the beginning. */
        private void seek() {
            buffer.seeks().forEach((topic, offsets) -> {
                List<TopicPartition> unknown = new ArrayList<>();
                for (TopicPartition partition : consumer.assignment()) {
                    if (!partition.topic().equals(topic) || buffer.isReady(topic, partition.partition())) {
                        continue;
                    }
                    Long offset = offsets.get(partition.partition());
                    if (offset == null) {
                        unknown.add(partition);
                    } else {
                        stand(partition, offset);
                    }
                }
                if (!unknown.isEmpty()) {
                    // to the destination, whatever retention took before is part of the first batch
                    consumer.beginningOffsets(unknown, PATIENCE).forEach((partition, beginning) -> {
                        consumer.seek(partition, beginning);
                        buffer.ready(partition.topic(), partition.partition(), 0);
                    });
                }
            });
        }

        private void stand(TopicPartition partition, long offset) {
            consumer.seek(partition, offset);
            buffer.ready(partition.topic(), partition.partition(), offset);
        }

        /** Fetches nothing that could not be taken now; polling goes on. */
        private void rest() {
            Set<TopicPartition> resting = new HashSet<>();
            Set<TopicPartition> flowing = new HashSet<>();
            for (TopicPartition partition : consumer.assignment()) {
                boolean flows = buffer.flows(partition.topic(), partition.partition());
                (flows ? flowing : resting).add(partition);
            }
            Set<TopicPartition> paused = consumer.paused();
            resting.removeAll(paused);
            flowing.retainAll(paused);
            consumer.pause(resting);
            consumer.resume(flowing);
        }

        /** How much is unread; and tells the group's offsets to whoever watches them. */
        private void look() {
            try {
                Map<String, Long> unread = new HashMap<>();
                consumer.endOffsets(consumer.assignment(), PATIENCE).forEach((partition, end) -> {
                    long behind = Math.max(0, end - consumer.position(partition, PATIENCE));
                    unread.merge(partition.topic(), behind, Long::sum);
                    if (behind == 0) {
                        buffer.readToTheEnd(partition.topic(), partition.partition());
                    }
                });
                consumer.commitAsync(applied(), (offsets, problem) -> {});
                listener.reading(unread);
            } catch (org.apache.kafka.common.errors.TimeoutException silent) {
                listener.failing("Kafka does not answer", "check that Kafka runs and can be reached");
            }
        }

        private Map<TopicPartition, OffsetAndMetadata> applied() {
            Map<TopicPartition, OffsetAndMetadata> applied = new HashMap<>();
            buffer.positions()
                    .forEach((topic, partitions) -> partitions.forEach((partition, offset) ->
                            applied.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset))));
            applied.keySet().retainAll(consumer.assignment());
            return applied;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            for (TopicPartition partition : partitions) {
                // any place will do until the destination has said the right one
                consumer.seek(partition, 0);
                buffer.assigned(partition.topic(), partition.partition());
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> buffer.revoked(partition.topic(), partition.partition()));
        }
    }
}
