package dev.freshet.control.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the control contract, and how they are made: with the broker's own replication, once, by whoever comes first. */
public final class ControlTopics {
    public static final String RESOURCES = "freshet.resources";
    public static final String STATUS = "freshet.status";
    public static final String ACTIVITY = "freshet.activity";
    /** Fixed for good: keys would change their partition, and with it their owner. The channels' assign-seek lists each of them. */
    public static final int RESOURCES_PARTITIONS = 12;

    private static final int REPORT_PARTITIONS = 3;
    private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

    private ControlTopics() {}

    /** Creates those that are missing and waits for them. */
    static void ensure(Admin admin) throws ExecutionException, InterruptedException {
        List<NewTopic> topics = List.of(
                topic(RESOURCES, RESOURCES_PARTITIONS, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT)),
                topic(STATUS, REPORT_PARTITIONS, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT)),
                topic(
                        ACTIVITY,
                        REPORT_PARTITIONS,
                        Map.of(
                                TopicConfig.RETENTION_MS_CONFIG,
                                String.valueOf(Duration.ofDays(7).toMillis()))));
        for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        int partitions = admin.describeTopics(List.of(RESOURCES)).allTopicNames().get().values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .sum();
        if (partitions != RESOURCES_PARTITIONS) {
            throw new IllegalStateException(
                    "The topic %s has %d partitions instead of %d. Restore it with %d partitions, for example "
                                    .formatted(RESOURCES, partitions, RESOURCES_PARTITIONS, RESOURCES_PARTITIONS)
                            + "by copying its records into a new topic of that name.");
        }
    }

    /** The end of each partition of the resource log now. */
    static Map<Integer, Long> resourceEnds(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = IntStream.range(0, RESOURCES_PARTITIONS)
                .mapToObj(partition -> new TopicPartition(RESOURCES, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        Map<Integer, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                admin.listOffsets(asked).all().get().entrySet()) {
            ends.put(end.getKey().partition(), end.getValue().offset());
        }
        return ends;
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> config) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config);
    }
}
