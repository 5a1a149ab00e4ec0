package dev.freshet.sink.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * All partitions of a topic to one member: whoever alters a table must have all rows before the change, and destinations lock tables, not
 * partitions. Topics stay where they are unless somebody has too many; a topic that moves is given up by its owner first, in a
 * rebalance of its own (the cooperative protocol). Made by the consumer, by name.
 */
public final class TopicAssignor implements ConsumerPartitionAssignor {
    @Override
    public String name() {
        return "freshet-topic";
    }

    @Override
    public short version() {
        return 1;
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
        Map<String, Subscription> members = new TreeMap<>(group.groupSubscription());
        Map<TopicPartition, String> owners = owners(members);
        Map<String, List<TopicPartition>> given = new HashMap<>();
        members.keySet().forEach(member -> given.put(member, new ArrayList<>()));
        share(metadata, members, owners).forEach((topic, member) -> {
            for (int partition = 0; partition < partitions(metadata, topic); partition++) {
                TopicPartition each = new TopicPartition(topic, partition);
                // not before its owner has let it go
                if (owners.getOrDefault(each, member).equals(member)) {
                    Objects.requireNonNull(given.get(member)).add(each);
                }
            }
        });
        Map<String, Assignment> assignments = new HashMap<>();
        given.forEach((member, partitions) -> assignments.put(member, new Assignment(partitions)));
        return new GroupAssignment(assignments);
    }

    /** Who has a partition by the latest generation that anybody knows of. */
    private static Map<TopicPartition, String> owners(Map<String, Subscription> members) {
        Map<TopicPartition, String> owners = new HashMap<>();
        members.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        member -> member.getValue().generationId().orElse(-1)))
                .forEach(member -> member.getValue()
                        .ownedPartitions()
                        .forEach(partition -> owners.put(partition, member.getKey())));
        return owners;
    }

    private static Map<String, String> share(
            Cluster metadata, Map<String, Subscription> members, Map<TopicPartition, String> owners) {
        TreeSet<String> topics = new TreeSet<>();
        members.values().forEach(subscription -> topics.addAll(subscription.topics()));
        topics.removeIf(topic -> partitions(metadata, topic) == 0);
        int most = (topics.size() + members.size() - 1) / members.size();
        Map<String, Integer> loads = new TreeMap<>();
        members.keySet().forEach(member -> loads.put(member, 0));
        Map<String, String> shares = new TreeMap<>();
        for (String topic : topics) {
            String owner = owner(metadata, topic, owners);
            if (owner != null && loads.getOrDefault(owner, most) < most) {
                shares.put(topic, owner);
                loads.merge(owner, 1, Integer::sum);
            }
        }
        for (String topic : topics) {
            shares.computeIfAbsent(topic, t -> {
                String idlest = loads.entrySet().stream()
                        .min(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey();
                loads.merge(idlest, 1, Integer::sum);
                return idlest;
            });
        }
        return shares;
    }

    private static @Nullable String owner(Cluster metadata, String topic, Map<TopicPartition, String> owners) {
        for (int partition = 0; partition < partitions(metadata, topic); partition++) {
            String owner = owners.get(new TopicPartition(topic, partition));
            if (owner != null) {
                return owner;
            }
        }
        return null;
    }

    private static int partitions(Cluster metadata, String topic) {
        Integer count = metadata.partitionCountForTopic(topic);
        return count == null ? 0 : count;
    }
}
