package dev.freshet.control.ownership;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Membership in a consumer group over one topic, for the assignment alone. A replica that dies, hangs or is cut off loses its
 * partitions after the session timeout of 10 s; one that closes gives them up at once. A replica that was kicked out while it
 * could not notice (a stopped process) is told {@code lost} as soon as it runs again, before it is told what it owns anew.
 * Kafka outages are waited out.
 */
public final class PartitionOwnership implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PartitionOwnership.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LEAVE = Duration.ofSeconds(5);

    private final Map<String, Object> properties;
    private final String topic;
    private final String group;
    private final OwnershipListener listener;
    private final Set<Integer> owned = new TreeSet<>(); // by the member thread only
    private final Thread member;
    private volatile boolean closing;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    /**
     * @param kafka how to reach Kafka, see {@link dev.freshet.control.messaging.KafkaSettings#properties()}
     * @param topic {@link dev.freshet.control.messaging.ControlTopics#RESOURCES}; may be created later
     * @param group e.g. {@code freshet-source-service}
     */
    public PartitionOwnership(Map<String, Object> kafka, String topic, String group, OwnershipListener listener) {
        this.properties = settings(kafka, group);
        this.topic = topic;
        this.group = group;
        this.listener = listener;
        this.member = new Thread(this::run, "freshet-ownership");
        member.setDaemon(true);
    }

    private static Map<String, Object> settings(Map<String, Object> kafka, String group) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, group + "-ownership");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(CooperativeStickyAssignor.class));
        return settings;
    }

    /** Joins; returns at once. */
    public void start() {
        member.start();
    }

    private void run() {
        while (!closing) {
            try (KafkaConsumer<byte[], byte[]> current =
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = current;
                stay(current);
            } catch (WakeupException | InterruptException e) {
                LOG.debugf("The member of %s was woken to leave.", group);
            } catch (RuntimeException e) {
                LOG.warnf(
                        "The member of the group %s failed (%s); what it owned is given up, and it joins again in %d s.",
                        group, e.toString(), PAUSE.toSeconds());
                lose(Set.copyOf(owned));
                pause();
            } finally {
                consumer = null;
            }
        }
        lose(Set.copyOf(owned));
    }

    private void stay(KafkaConsumer<byte[], byte[]> current) {
        current.subscribe(List.of(topic), new Rebalance(current));
        while (!closing) {
            // everything assigned is paused: polling only keeps the membership alive and delivers rebalances
            current.poll(POLL);
        }
    }

    private void lose(Set<Integer> partitions) {
        owned.removeAll(partitions);
        tell(partitions, listener::lost);
    }

    private void tell(Set<Integer> partitions, Consumer<Set<Integer>> told) {
        if (partitions.isEmpty()) {
            return;
        }
        try {
            told.accept(Set.copyOf(partitions));
        } catch (RuntimeException e) {
            LOG.errorf(e, "A listener of the group %s failed on partitions %s: it must not throw.", group, partitions);
        }
    }

    private void pause() {
        try {
            if (!closing) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    /** Gives up what is owned and leaves the group, so that others take over at once. Idempotent. */
    @Override
    public void close() {
        closing = true;
        KafkaConsumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            member.join(LEAVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> current;

        Rebalance(KafkaConsumer<byte[], byte[]> current) {
            this.current = current;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            current.pause(partitions);
            Set<Integer> added = numbers(partitions);
            added.removeAll(owned);
            owned.addAll(added);
            if (!added.isEmpty()) {
                LOG.infof("The group %s gave us partitions %s; ours are now %s.", group, added, owned);
            }
            tell(added, listener::owned);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            gone(partitions, "took back");
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            gone(partitions, "gave to others, while we did not answer,");
        }

        private void gone(Collection<TopicPartition> partitions, String how) {
            Set<Integer> gone = numbers(partitions);
            gone.retainAll(owned);
            if (!gone.isEmpty()) {
                LOG.infof("The group %s %s partitions %s.", group, how, gone);
                lose(gone);
            }
        }

        private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
            Set<Integer> numbers = new TreeSet<>();
            partitions.forEach(partition -> numbers.add(partition.partition()));
            return numbers;
        }
    }
}
