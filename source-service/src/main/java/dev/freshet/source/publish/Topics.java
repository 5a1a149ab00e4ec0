package dev.freshet.source.publish;

import dev.freshet.control.messaging.ForgottenTransactions;
import dev.freshet.control.messaging.ForgottenTransactions.Held;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/** Creates topics when they are first needed. Safe for use by several threads; a topic seen once costs nothing afterwards. */
public final class Topics implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Topics.class);
    private static final int OFFSET_PARTITIONS = 25;
    private static final Map<String, String> COMPACTED = Map.of(
            "cleanup.policy", "compact",
            "segment.bytes", Integer.toString(16 << 20),
            "min.cleanable.dirty.ratio", "0.1",
            "max.compaction.lag.ms", "600000");

    private final Admin admin;
    private final ForgottenTransactions forgotten;
    private final TopicSettings events;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    public Topics(Admin admin, TopicSettings events) {
        this.admin = admin;
        this.forgotten = new ForgottenTransactions(admin);
        this.events = events;
    }

    /** A topic of change events. */
    public void ensure(String topic) {
        if (!known.contains(topic)) {
            create(events(topic));
        }
    }

    private NewTopic events(String topic) {
        return new NewTopic(topic, Optional.of(events.partitions()), replication())
                .configs(Map.of("retention.ms", Long.toString(events.retention().toMillis())));
    }

    /** The topic of source offsets. */
    public void ensureOffsets() {
        if (!known.contains(OffsetLog.TOPIC)) {
            create(new NewTopic(OffsetLog.TOPIC, Optional.of(OFFSET_PARTITIONS), replication()).configs(COMPACTED));
        }
    }

    /** The topic that numbers the transactions of events: one partition, of which nobody reads more than the offsets. */
    void ensureTickets() {
        if (!known.contains(EventPublisher.TICKETS)) {
            create(new NewTopic(EventPublisher.TICKETS, Optional.of(1), replication())
                    .configs(Map.of("retention.ms", "3600000", "segment.bytes", Integer.toString(16 << 20))));
        }
    }

    /** How many the topic has by now; 0 when there is none. */
    int partitions(String topic) {
        try {
            return only(admin.describeTopics(List.of(topic)).allTopicNames())
                    .partitions()
                    .size();
        } catch (UnknownTopicOrPartitionException e) {
            return 0;
        }
    }

    /**
     * How many partitions a boundary goes into: all that the topic has by now; 0 when it has none of its own, or is compacted,
     * where a record without a key is refused.
     *
     * @throws KafkaException when a topic that this process has used cannot be found: try again
     */
    int boundaryPartitions(String topic) {
        int partitions;
        try {
            partitions = only(admin.describeTopics(List.of(topic)).allTopicNames())
                    .partitions()
                    .size();
        } catch (UnknownTopicOrPartitionException e) {
            if (known.remove(topic)) {
                // made a moment ago: not every broker knows it yet
                throw e;
            }
            return 0;
        }
        return withoutBoundaries(topic) ? 0 : partitions;
    }

    /** Partitions of this topic of change events, if it had to be made; 0 when it was there. */
    int made(String topic) {
        return known.contains(topic) || !create(events(topic)) ? 0 : events.partitions();
    }

    /** Where a record without a key is refused. */
    boolean compacted(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return only(admin.describeConfigs(List.of(resource)).all())
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value()
                .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    private boolean withoutBoundaries(String topic) {
        boolean compacted = compacted(topic);
        if (compacted && warned.add(topic)) {
            LOG.warnf(
                    "topic=%s: is compacted, so it gets no boundaries at changes of its table's definition; set cleanup.policy"
                            + " to delete when its readers are to follow renames and truncates",
                    topic);
        }
        return compacted;
    }

    List<String> beginningWith(String prefix) {
        return await(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    /** Of all topics that begin so. */
    List<TopicPartition> partitionsOf(String prefix) {
        return forgotten.partitions(beginningWith(prefix));
    }

    /** As {@link ForgottenTransactions#held}. */
    List<Held> held(String transactionalId, List<TopicPartition> partitions) {
        return forgotten.held(transactionalId, partitions);
    }

    /** As {@link ForgottenTransactions#abort}, where a source keeps its offset. */
    void abortForgotten(String transactionalId, TopicPartition offset, String prefix) {
        forgotten.abort(transactionalId, offset, () -> partitionsOf(prefix));
    }

    /** The offset after the last record that this isolation level can see. */
    long end(TopicPartition partition, IsolationLevel isolation) {
        return await(admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                        .partitionResult(partition)
                        .toCompletionStage()
                        .toCompletableFuture())
                .offset();
    }

    private Optional<Short> replication() {
        return events.replication() < 0 ? Optional.empty() : Optional.of(events.replication());
    }

    /** Whether it was not there. */
    private boolean create(NewTopic topic) {
        try {
            await(admin.createTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture());
            known.add(topic.name());
            return true;
        } catch (TopicExistsException e) {
            known.add(topic.name());
            return false;
        }
    }

    private static <T> T only(KafkaFuture<? extends Map<?, T>> answers) {
        return await(answers).values().iterator().next();
    }

    private static <T> T await(KafkaFuture<T> future) {
        return await(future.toCompletionStage().toCompletableFuture());
    }

    private static <T> T await(java.util.concurrent.Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException("Kafka's administration failed", e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
