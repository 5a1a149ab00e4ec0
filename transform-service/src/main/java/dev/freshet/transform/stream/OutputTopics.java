package dev.freshet.transform.stream;

import dev.freshet.control.messaging.ForgottenTransactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;

/** Makes the topics that a transform writes: the output has at least the partitions of the input, and is kept as long. */
public final class OutputTopics {
    private static final Logger LOG = Logger.getLogger(OutputTopics.class);

    public static final String DEAD_LETTERS = "freshet.dead-letters.";
    private static final Duration LETTERS_KEPT = Duration.ofDays(30);
    private static final List<String> LIKE_THE_INPUT =
            List.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

    private final KafkaSettings settings;

    public OutputTopics(KafkaSettings settings) {
        this.settings = settings;
    }

    /** @param partitions of the input */
    public void ensure(String input, int partitions, String output) {
        try (Admin admin = Admin.create(settings.admin())) {
            NewTopic topic =
                    new NewTopic(output, Optional.of(partitions), Optional.empty()).configs(stated(admin, input));
            if (!create(admin, topic)) {
                int there = new ArrayList<>(
                                await(admin.describeTopics(List.of(output)).allTopicNames())
                                        .values())
                        .get(0)
                        .partitions()
                        .size();
                if (there < partitions) {
                    await(admin.createPartitions(Map.of(output, NewPartitions.increaseTo(partitions)))
                            .all());
                }
            }
        }
    }

    /**
     * Ends what Kafka forgot of a transform's producer that has just been initialised, see {@link ForgottenTransactions}: its position is in
     * the partition of its consumer group. Left out where Kafka lets nobody look into that.
     */
    public void abortForgotten(String transactionalId, String transform, String output) {
        try (Admin admin = Admin.create(settings.admin())) {
            ForgottenTransactions forgotten = new ForgottenTransactions(admin);
            int groups = forgotten
                    .partitions(List.of(Topic.GROUP_METADATA_TOPIC_NAME))
                    .size();
            if (groups > 0) {
                int group = Utils.abs(KafkaSettings.group(transform).hashCode()) % groups;
                forgotten.abort(
                        transactionalId,
                        new TopicPartition(Topic.GROUP_METADATA_TOPIC_NAME, group),
                        () -> forgotten.partitions(List.of(output, DEAD_LETTERS + transform)));
            }
        } catch (AuthorizationException e) {
            LOG.debugf("transform=%s: what Kafka forgot cannot be looked for: %s", transform, e.toString());
        }
    }

    public void ensureDeadLetters(String transform) {
        try (Admin admin = Admin.create(settings.admin())) {
            create(
                    admin,
                    new NewTopic(DEAD_LETTERS + transform, Optional.of(1), Optional.empty())
                            .configs(Map.of(
                                    TopicConfig.RETENTION_MS_CONFIG, String.valueOf(LETTERS_KEPT.toMillis()),
                                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(KafkaSettings.MAX_RECORD))));
        }
    }

    private static Map<String, String> stated(Admin admin, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = new ArrayList<>(
                        await(admin.describeConfigs(List.of(resource)).all()).values())
                .get(0);
        Map<String, String> stated = new HashMap<>();
        for (String name : LIKE_THE_INPUT) {
            ConfigEntry entry = config.get(name);
            if (entry != null && entry.value() != null) {
                stated.put(name, entry.value());
            }
        }
        return stated;
    }

    /** Whether it was not there. */
    private static boolean create(Admin admin, NewTopic topic) {
        try {
            await(admin.createTopics(List.of(topic)).all());
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
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
}
