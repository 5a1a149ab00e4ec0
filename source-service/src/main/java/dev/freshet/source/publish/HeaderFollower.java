package dev.freshet.source.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads one header of all committed records of some topics, from some time back and for ever, on a thread of its own. Which topics may be
 * said from any thread.
 */
public final class HeaderFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HeaderFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(2);

    private final String header;
    private final Map<String, Object> connection;
    private final Topics topics;
    private final Clock clock;
    private final Map<String, Followed> followed = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    /** One topic and how far it was read. */
    private static final class Followed {
        final Duration back;
        final Consumer<byte[]> reader;
        /** What was there when we looked last, read or not. */
        Map<TopicPartition, Long> targets = Map.of();

        Instant lookAt = Instant.MIN;
        volatile boolean caughtUp;

        Followed(Duration back, Consumer<byte[]> reader) {
            this.back = back;
            this.reader = reader;
        }
    }

    public HeaderFollower(String header, Map<String, Object> connection, Topics topics, Clock clock) {
        this.header = header;
        this.connection = connection;
        this.topics = topics;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("follow-" + header).daemon().unstarted(this::loop);
    }

    public void start() {
        thread.start();
    }

    /**
     * From now on this topic too.
     *
     * @param back   where to begin
     * @param reader told of each header, by this object's thread
     */
    public void follow(String topic, Duration back, Consumer<byte[]> reader) {
        followed.put(topic, new Followed(back, reader));
    }

    public void forget(String topic) {
        followed.remove(topic);
    }

    /** Whether all was read that was written when the topic was looked at last. */
    public boolean caughtUp(String topic) {
        Followed each = followed.get(topic);
        return each != null && each.caughtUp;
    }

    /** Nobody is caught up before what is written by now was read: what became of an open transaction was not known. */
    public void lookAgain() {
        followed.replaceAll((topic, each) -> new Followed(each.back, each.reader));
    }

    private void loop() {
        Map<String, Followed> located = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                KafkaSettings.offsetReader(connection), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            while (!closed) {
                try {
                    locate(consumer, located);
                    read(consumer, located);
                } catch (InterruptException | WakeupException e) {
                    return;
                } catch (KafkaException e) {
                    LOG.warnf(
                            "topics=%s: cannot be followed now (%s); next try in %s",
                            located.keySet(), e.getMessage(), LOOK_FOR_TOPICS);
                    // from the start: a partition may have been assigned without a position
                    consumer.unsubscribe();
                    located.clear();
                    pause(LOOK_FOR_TOPICS);
                }
            }
        }
    }

    private void locate(KafkaConsumer<byte[], byte[]> consumer, Map<String, Followed> located) {
        Instant now = clock.instant();
        Set<TopicPartition> assigned = consumer.assignment();
        List<TopicPartition> wanted = new ArrayList<>();
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (Map.Entry<String, Followed> entry : Map.copyOf(followed).entrySet()) {
            Followed each = entry.getValue();
            if (located.put(entry.getKey(), each) != each || !now.isBefore(each.lookAt)) {
                each.lookAt = now.plus(LOOK_FOR_TOPICS);
                targets(entry.getKey(), each);
                long since = now.minus(each.back).toEpochMilli();
                each.targets.keySet().stream()
                        .filter(partition -> !assigned.contains(partition))
                        .forEach(partition -> starts.put(partition, since));
            }
            wanted.addAll(each.targets.keySet());
        }
        located.keySet().retainAll(followed.keySet());
        if (!Set.copyOf(wanted).equals(assigned)) {
            consumer.assign(wanted);
            seek(consumer, starts);
        }
    }

    /** Looks for new partitions; what was written by now is the goal only the first time. */
    private void targets(String topic, Followed each) {
        Map<TopicPartition, Long> targets = new HashMap<>();
        IntStream.range(0, topics.partitions(topic))
                .mapToObj(number -> new TopicPartition(topic, number))
                .forEach(partition -> targets.put(
                        partition, each.caughtUp ? 0L : topics.end(partition, IsolationLevel.READ_UNCOMMITTED)));
        each.targets = targets;
    }

    private static void seek(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> starts) {
        if (starts.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(starts);
        List<TopicPartition> atEnd = new ArrayList<>();
        starts.keySet().forEach(partition -> {
            OffsetAndTimestamp start = found.get(partition);
            if (start == null) {
                atEnd.add(partition);
            } else {
                consumer.seek(partition, start.offset());
            }
        });
        if (!atEnd.isEmpty()) {
            consumer.seekToEnd(atEnd);
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, Map<String, Followed> located) {
        if (consumer.assignment().isEmpty()) {
            located.values().forEach(each -> each.caughtUp = true);
            pause(POLL);
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            Followed each = located.get(record.topic());
            Header found = record.headers().lastHeader(header);
            if (each != null && found != null) {
                each.reader.accept(found.value());
            }
        }
        for (Followed each : located.values()) {
            if (!each.caughtUp) {
                each.caughtUp = each.targets.entrySet().stream()
                        .allMatch(target -> consumer.position(target.getKey()) >= target.getValue());
            }
        }
    }

    private void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
