package dev.freshet.transform.flink.finish;

import dev.freshet.event.DefinitionChange;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.EventStamp;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.registry.IncompatibleSchemaException;
import dev.freshet.registry.RegistryUnavailableException;
import dev.freshet.transform.stream.DeadLetters;
import dev.freshet.transform.stream.KafkaSettings;
import dev.freshet.transform.stream.Listener;
import dev.freshet.transform.stream.OutputTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes a transform's topic from what its job makes. It fences whoever wrote before: its transactional id is the
 * transform's. Told what to read by {@link #follow}; begins anew from the committed offsets after any failure of Kafka.
 */
public final class Finisher implements Runnable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String TRANSACTIONAL_ID = "freshet-flink-";
    private static final long FIRST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 15_000;
    /** Beside an offset: the boundary that ends the table built anew is not written yet. */
    private static final String BUILDING = "building";

    private final String transform;
    private final String output;
    private final GuardedRegistry registry;
    private final KafkaSettings settings;
    private final Listener listener;
    private final DeadLetters letters;
    private final OutputTopics topics;
    private final Clock clock;
    private volatile boolean stopping;
    private volatile @Nullable Feed wanted;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile String drained = "";
    private volatile String asked = "";
    private volatile String whole = "";

    /** @param output topic of the transform; it is there, with as many partitions as those that are read */
    public Finisher(
            String transform,
            String output,
            GuardedRegistry registry,
            KafkaSettings settings,
            Listener listener,
            Clock clock) {
        this.transform = transform;
        this.output = output;
        this.registry = registry;
        this.settings = settings;
        this.listener = listener;
        this.letters = new DeadLetters(transform, clock);
        this.topics = new OutputTopics(settings);
        this.clock = clock;
    }

    /** From now on this is read; what was read before is left where it is. */
    public void follow(Feed feed) {
        wanted = feed;
    }

    /**
     * Whether all that the topic holds is written on. The question is answered by the thread some time after it was asked first, so it is only
     * asked of a topic whose job has ended.
     */
    public boolean drained(String topic) {
        asked = topic;
        return drained.equals(topic);
    }

    /** Whether the table of this topic is whole: not one that is still being built anew. */
    public boolean whole(String topic) {
        return whole.equals(topic);
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
                pause = FIRST_PAUSE;
                continue;
            } catch (WakeupException stopped) {
                continue;
            } catch (InterruptException stopped) {
                return;
            } catch (IncompatibleSchemaException e) {
                listener.held(
                        0,
                        String.valueOf(e.getMessage()),
                        "cast the column to its former type in the SQL, or give it another name");
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

    /** Reads one feed until another is wanted. */
    private void work() {
        Feed feed = wanted;
        if (feed == null) {
            rest(100);
            return;
        }
        try (KafkaConsumer<byte[], byte[]> open = new KafkaConsumer<>(
                        settings.consumer(transform), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        settings.producer(TRANSACTIONAL_ID + transform),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            consumer = open;
            producer.initTransactions();
            topics.abortForgotten(TRANSACTIONAL_ID + transform, transform, output);
            Session session = new Session(feed, open, producer);
            session.begin();
            while (!stopping && feed.equals(wanted)) {
                session.turn();
            }
        } finally {
            consumer = null;
        }
    }

    /** While the two clients live. */
    private final class Session implements FeedStep.Out {
        private final Feed feed;
        private final KafkaConsumer<byte[], byte[]> open;
        private final KafkaProducer<byte[], byte[]> producer;
        private final FeedStep step;
        private final List<TopicPartition> partitions;
        private boolean building;
        private boolean lettersMade;
        private long out;
        private long rejected;

        Session(Feed feed, KafkaConsumer<byte[], byte[]> open, KafkaProducer<byte[], byte[]> producer) {
            this.feed = feed;
            this.open = open;
            this.producer = producer;
            List<PartitionInfo> infos = open.partitionsFor(feed.topic());
            if (infos == null || infos.isEmpty()) {
                throw new KafkaException("the topic " + feed.topic() + " is not there");
            }
            this.partitions = infos.stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            this.step = new FeedStep(feed, transform, output, registry, letters);
        }

        /** Goes to the committed offsets; a table that is built anew and has none yet is begun. */
        void begin() {
            open.assign(partitions);
            Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
            open.committed(java.util.Set.copyOf(partitions)).forEach((partition, offset) -> {
                if (offset != null) {
                    committed.put(partition, offset);
                }
            });
            building = committed.isEmpty()
                    ? feed.rebuilt()
                    : committed.values().stream()
                            .anyMatch(offset -> offset.metadata().equals(BUILDING));
            open.seekToBeginning(partitions);
            committed.forEach((partition, offset) -> open.seek(partition, offset.offset()));
            if (committed.isEmpty() && building) {
                boundary(false, new Step.SnapshotBegun());
            }
            whole = building ? "" : feed.topic();
        }

        void turn() {
            ConsumerRecords<byte[], byte[]> records = open.poll(POLL);
            if (!records.isEmpty()) {
                batch(records);
            }
            if (building && reached(feed.ends())) {
                building = false;
                boundary(true, new Step.SnapshotEnded());
                whole = feed.topic();
            }
            if (records.isEmpty() && asked.equals(feed.topic())) {
                drained = reached(ends()) ? feed.topic() : "";
            }
            Map<Integer, Long> lags = new HashMap<>();
            for (TopicPartition partition : partitions) {
                OptionalLong lag = open.currentLag(partition);
                lag.ifPresent(behind -> lags.put(partition.partition(), behind));
            }
            listener.reading(lags);
        }

        private Map<Integer, Long> ends() {
            Map<Integer, Long> ends = new HashMap<>();
            open.endOffsets(partitions).forEach((partition, end) -> ends.put(partition.partition(), end));
            return ends;
        }

        private boolean reached(Map<Integer, Long> ends) {
            return partitions.stream()
                    .allMatch(partition -> open.position(partition) >= ends.getOrDefault(partition.partition(), 0L));
        }

        /** The same boundary in every partition of the output, in a transaction of its own. */
        private void boundary(boolean ended, Step what) {
            byte[] change = new DefinitionChange(
                            "transform " + transform + ", version " + feed.version(), partitions.size(), List.of(what))
                    .toBytes();
            byte[] stamp =
                    FeedStep.stamp(feed.version(), ended, 0, clock.millis()).toBytes();
            producer.beginTransaction();
            for (int partition = 0; partition < partitions.size(); partition++) {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(output, partition, null, null);
                record.headers().add(DefinitionChange.HEADER, change).add(EventStamp.HEADER, stamp);
                producer.send(record, null);
            }
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            for (TopicPartition partition : partitions) {
                offsets.put(partition, offset(open.position(partition)));
            }
            commit(offsets);
        }

        private OffsetAndMetadata offset(long offset) {
            return new OffsetAndMetadata(offset, building ? BUILDING : "");
        }

        private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            producer.sendOffsetsToTransaction(offsets, new ConsumerGroupMetadata(KafkaSettings.group(transform)));
            producer.commitTransaction();
        }

        private void batch(ConsumerRecords<byte[], byte[]> records) {
            out = 0;
            rejected = 0;
            long in = 0;
            long oldest = Long.MAX_VALUE;
            long newest = 0;
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            producer.beginTransaction();
            for (TopicPartition partition : records.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(records.records(partition));
                long next = Objects.requireNonNull(records.nextOffsets().get(partition))
                        .offset();
                int left = open.currentLag(partition).orElse(0) > 0 ? step.going(all) : 0;
                if (left > 0) {
                    next = all.get(all.size() - left).offset();
                    all = all.subList(0, all.size() - left);
                    open.seek(partition, next);
                }
                step.apply(all, !building, this);
                in += all.size();
                oldest = Math.min(oldest, all.get(0).timestamp());
                newest = Math.max(newest, all.get(all.size() - 1).timestamp());
                offsets.put(partition, offset(next));
            }
            commit(offsets);
            listener.committed(new Listener.Batch(in, out, rejected, oldest * 1_000, newest * 1_000));
        }

        @Override
        public void send(ProducerRecord<byte[], byte[]> record) {
            out++;
            producer.send(record, null);
        }

        @Override
        public void reject(ProducerRecord<byte[], byte[]> letter) {
            if (!lettersMade) {
                topics.ensureDeadLetters(transform);
                lettersMade = true;
            }
            rejected++;
            producer.send(letter, null);
        }
    }
}
