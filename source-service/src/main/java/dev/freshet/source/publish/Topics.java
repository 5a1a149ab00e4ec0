package dev.freshet.source.publish;

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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics when they are first needed. Safe for use by several threads; a topic seen once costs nothing afterwards. */
public final class Topics implements AutoCloseable {
    private static final int OFFSET_PARTITIONS = 25;
    private static final Map<String, String> COMPACTED = Map.of(
            "cleanup.policy", "compact",
            "segment.bytes", Integer.toString(16 << 20),
            "min.cleanable.dirty.ratio", "0.1",
            "max.compaction.lag.ms", "600000");

    private final Admin admin;
    private final TopicSettings events;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public Topics(Admin admin, TopicSettings events) {
        this.admin = admin;
        this.events = events;
    }

    /** A topic of change events. */
    public void ensure(String topic) {
        if (!known.contains(topic)) {
            create(new NewTopic(topic, Optional.of(events.partitions()), replication())
                    .configs(Map.of(
                            "retention.ms", Long.toString(events.retention().toMillis()),
                            // a row of MySQL may hold a large value; the broker's own limit is 1 MB
                            "max.message.bytes", Integer.toString(KafkaSettings.MAX_RECORD))));
        }
    }

    /** The topic of source offsets. */
    public void ensureOffsets() {
        if (!known.contains(OffsetLog.TOPIC)) {
            create(new NewTopic(OffsetLog.TOPIC, Optional.of(OFFSET_PARTITIONS), replication()).configs(COMPACTED));
        }
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

    private void create(NewTopic topic) {
        try {
            await(admin.createTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture());
        } catch (TopicExistsException e) {
            // as good as created
        }
        known.add(topic.name());
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
