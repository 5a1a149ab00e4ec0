package dev.freshet.sink.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicAssignorTest {
    private static final List<String> TOPICS = List.of("a", "b", "c", "d", "e");
    private static final int PARTITIONS = 3;

    private final TopicAssignor assignor = new TopicAssignor();

    @Test
    void aTopicIsNeverShared() {
        Map<String, List<TopicPartition>> given = assign(Map.of("one", List.of(), "two", List.of()));
        assertThat(topics(given, "one")).hasSize(3);
        assertThat(topics(given, "two")).hasSize(2);
        assertThat(given.values().stream().mapToInt(List::size).sum()).isEqualTo(TOPICS.size() * PARTITIONS);
    }

    @Test
    void whatMovesIsGivenUpFirst() {
        Map<String, List<TopicPartition>> alone = assign(Map.of("one", List.of()));
        Map<String, List<TopicPartition>> joined =
                assign(Map.of("one", Objects.requireNonNull(alone.get("one")), "two", List.of()));
        assertThat(topics(joined, "one")).hasSize(3);
        assertThat(topics(joined, "two"))
                .as("nothing before its owner let it go")
                .isEmpty();
        Map<String, List<TopicPartition>> settled = assign(joined);
        assertThat(topics(settled, "two")).hasSize(2);
        assertThat(topics(settled, "one")).isEqualTo(topics(joined, "one"));
        assertThat(assign(settled)).as("settled").isEqualTo(settled);
    }

    @Test
    void whatADeadMemberHadIsTakenOverAtOnce() {
        Map<String, List<TopicPartition>> both = assign(assign(Map.of("one", List.of(), "two", List.of())));
        Map<String, List<TopicPartition>> left = assign(Map.of("one", Objects.requireNonNull(both.get("one"))));
        assertThat(topics(left, "one")).containsExactlyInAnyOrderElementsOf(TOPICS);
    }

    private Map<String, List<TopicPartition>> assign(Map<String, List<TopicPartition>> owned) {
        Map<String, Subscription> members = new HashMap<>();
        owned.forEach((member, partitions) ->
                members.put(member, new Subscription(TOPICS, null, partitions, 1, Optional.empty())));
        Map<String, List<TopicPartition>> given = new HashMap<>();
        assignor.assign(cluster(), new GroupSubscription(members))
                .groupAssignment()
                .forEach((member, assignment) -> given.put(member, assignment.partitions()));
        return given;
    }

    private static Set<String> topics(Map<String, List<TopicPartition>> given, String member) {
        Set<String> topics = new HashSet<>();
        Objects.requireNonNull(given.get(member)).forEach(partition -> topics.add(partition.topic()));
        return topics;
    }

    private static Cluster cluster() {
        Node node = new Node(1, "127.0.0.1", 1);
        List<PartitionInfo> partitions = new ArrayList<>();
        TOPICS.forEach(topic -> IntStream.range(0, PARTITIONS)
                .forEach(i -> partitions.add(new PartitionInfo(topic, i, node, new Node[] {node}, new Node[] {node}))));
        return new Cluster("id", List.of(node), partitions, Set.of(), Set.of());
    }
}
