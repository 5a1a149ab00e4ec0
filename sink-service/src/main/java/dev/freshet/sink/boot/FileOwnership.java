package dev.freshet.sink.boot;

import dev.freshet.control.messaging.ControlTopics;
import dev.freshet.control.messaging.KafkaSettings;
import dev.freshet.control.ownership.OwnershipListener;
import dev.freshet.control.ownership.PartitionOwnership;
import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.store.ResourceView;
import dev.freshet.sink.destination.DestinationFactory;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of the replicas may open a destination that only one process can have open: the one that owns the resource's partition.
 * Every replica may open the others, and shares their tables by consumer group.
 */
@Singleton
public class FileOwnership implements OwnershipListener {
    private final ResourceView view;
    private final DestinationFactory factory;
    private final KafkaSettings kafka;
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();
    private @Nullable PartitionOwnership membership;
    private volatile Runnable changed = () -> {};

    public FileOwnership(KafkaSettings kafka, ResourceView view, DestinationFactory factory) {
        this.view = view;
        this.factory = factory;
        this.kafka = kafka;
    }

    /** @param changed called whenever what may be opened changes */
    void start(Runnable changed) {
        this.changed = changed;
        PartitionOwnership member =
                new PartitionOwnership(kafka.properties(), ControlTopics.RESOURCES, "freshet-sink-service", this);
        membership = member;
        member.start();
    }

    void stop() {
        PartitionOwnership member = membership;
        if (member != null) {
            member.close();
        }
    }

    public boolean mayOpen(Resource<DestinationSpec> destination) {
        return !factory.exclusive(destination.spec())
                || view.partition(destination.id()).filter(owned::contains).isPresent();
    }

    @Override
    public void owned(Set<Integer> partitions) {
        owned.addAll(partitions);
        changed.run();
    }

    @Override
    public void lost(Set<Integer> partitions) {
        owned.removeAll(partitions);
        changed.run();
    }
}
