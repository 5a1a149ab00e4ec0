package dev.freshet.transform.stream;

import dev.freshet.event.EventStamp;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.registry.RegistryUnavailableException;
import dev.freshet.transform.apply.Programs;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a transform: one member of its group, one transaction per batch. Whatever goes wrong with Kafka ends both clients and
 * starts anew from the committed offsets.
 */
public final class Worker implements Runnable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long FIRST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 30_000;

    private final String transform;
    private final Programs.Definition definition;
    private final GuardedRegistry registry;
    private final KafkaSettings settings;
    private final Listener listener;
    private final Clock clock;
    private final OutputTopics topics;
    private volatile boolean stopping;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    public Worker(
            String transform,
            Programs.Definition definition,
            GuardedRegistry registry,
            KafkaSettings settings,
            Listener listener,
            Clock clock) {
        this.transform = transform;
        this.definition = definition;
        this.registry = registry;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.topics = new OutputTopics(settings);
    }

    /** Ends after the batch at hand. */
    public void stop() {
        stopping = true;
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    @Override
    public void run() {
        long pause = FIRST_PAUSE;
        while (!stopping) {
            long begun = System.nanoTime();
            try {
                work();
            } catch (WakeupException stopped) {
                // told to stop
                continue;
            } catch (InterruptException stopped) {
                return;
            } catch (RegistryUnavailableException e) {
                listener.failing(
                        String.valueOf(e.getMessage()), "start the schema registry, or correct FRESHET_REGISTRY_URL");
            } catch (KafkaException e) {
                listener.failing(
                        "Kafka: " + e.getMessage(), "check Kafka, and that this service may read and write its topics");
            } catch (RuntimeException e) {
                listener.failing("unexpected " + e, "this is a defect of Freshet: report it with the service's log");
            }
            boolean lasted =
                    System.nanoTime() - begun > Duration.ofMillis(LONGEST_PAUSE).toNanos();
            pause = lasted ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2);
            rest(pause);
        }
    }

    private void rest(long millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        try {
            while (!stopping && System.nanoTime() < end) {
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private void work() {
        try (KafkaConsumer<byte[], byte[]> open = new KafkaConsumer<>(
                        settings.consumer(transform), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                Publisher publisher = new Publisher(settings, transform, topics, definition.outputTopic())) {
            consumer = open;
            Session session = new Session(open, publisher);
            open.subscribe(List.of(definition.inputTopic()), session);
            while (!stopping) {
                session.turn();
            }
        } finally {
            consumer = null;
        }
    }

    /** While the two clients live. */
    private final class Session implements ConsumerRebalanceListener, RecordStep.Out {
        private final KafkaConsumer<byte[], byte[]> open;
        private final Publisher publisher;
        private final RecordStep step;
        private final Set<TopicPartition> held = new HashSet<>();
        private boolean lettersMade;
        private long out;
        private long rejected;

        Session(KafkaConsumer<byte[], byte[]> open, Publisher publisher) {
            this.open = open;
            this.publisher = publisher;
            this.step = new RecordStep(definition, new Programs(definition, registry), transform, clock);
        }

        void turn() {
            ConsumerRecords<byte[], byte[]> records = poll();
            if (!records.isEmpty()) {
                batch(records);
            }
            Map<Integer, Long> lags = new HashMap<>();
            for (TopicPartition partition : open.assignment()) {
                OptionalLong lag = open.currentLag(partition);
                lag.ifPresent(behind -> lags.put(partition.partition(), behind));
            }
            listener.reading(lags);
        }

        private ConsumerRecords<byte[], byte[]> poll() {
            try {
                return open.poll(POLL);
            } catch (NoOffsetForPartitionException fresh) {
                open.seekToBeginning(fresh.partitions());
            } catch (OffsetOutOfRangeException gap) {
                Map<TopicPartition, Long> oldest = open.beginningOffsets(gap.partitions());
                gap.offsetOutOfRangePartitions()
                        .forEach((partition, wanted) ->
                                listener.gap(partition.partition(), wanted, oldest.getOrDefault(partition, 0L)));
                open.seekToBeginning(gap.partitions());
            }
            return ConsumerRecords.empty();
        }

        private void batch(ConsumerRecords<byte[], byte[]> records) {
            out = 0;
            rejected = 0;
            long in = 0;
            long oldest = 0;
            long newest = 0;
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            publisher.begin();
            for (TopicPartition partition : records.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> all = records.records(partition);
                int done = apply(partition, all);
                if (done == 0) {
                    continue;
                }
                in += done;
                offsets.put(
                        partition,
                        done == all.size()
                                ? records.nextOffsets().get(partition)
                                : new OffsetAndMetadata(all.get(done).offset()));
                long first = committedAt(all.get(0));
                oldest = oldest == 0 ? first : Math.min(oldest, first);
                newest = Math.max(newest, committedAt(all.get(done - 1)));
            }
            if (offsets.isEmpty()) {
                publisher.abort();
                return;
            }
            publisher.commit(offsets, open.groupMetadata());
            listener.committed(new Listener.Batch(in, out, rejected, oldest, newest));
        }

        /** How many records could be applied; in front of the next one the partition rests. */
        private int apply(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
            int done = 0;
            try {
                for (; done < records.size(); done++) {
                    step.apply(records.get(done), this);
                }
            } catch (Hold hold) {
                open.seek(partition, records.get(done).offset());
                open.pause(List.of(partition));
                held.add(partition);
                listener.held(
                        partition.partition(),
                        "at offset " + records.get(done).offset() + " of " + partition + ": " + hold.getMessage(),
                        hold.mend());
            }
            return done;
        }

        private static long committedAt(ConsumerRecord<byte[], byte[]> record) {
            Header stamp = record.headers().lastHeader(EventStamp.HEADER);
            try {
                return stamp == null ? 0 : EventStamp.of(stamp.value()).committedMicros();
            } catch (IllegalArgumentException unreadable) {
                return 0;
            }
        }

        @Override
        public void send(ProducerRecord<byte[], byte[]> record) {
            out++;
            publisher.send(record);
        }

        @Override
        public void reject(ProducerRecord<byte[], byte[]> letter) {
            if (!lettersMade) {
                topics.ensureDeadLetters(transform);
                lettersMade = true;
            }
            rejected++;
            publisher.send(letter);
        }

        @Override
        public void remark(String message) {
            listener.remark(message);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Set<TopicPartition> all = open.assignment();
            held.retainAll(all);
            open.pause(held);
            if (!all.isEmpty()) {
                topics.ensure(
                        definition.inputTopic(),
                        open.partitionsFor(definition.inputTopic()).size(),
                        definition.outputTopic());
                publisher.open(
                        all.stream().mapToInt(TopicPartition::partition).min().orElse(0));
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // every batch is committed before the next poll: nothing is open here
            held.removeAll(partitions);
        }
    }
}
