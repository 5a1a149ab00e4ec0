package dev.freshet.transform.run;

import dev.freshet.control.ownership.OwnershipListener;
import dev.freshet.control.resource.ResourceId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The partitions of the resources' topic that this replica owns, and so the transforms on Flink that it keeps. Safe for several threads. */
final class Owned implements OwnershipListener {
    private final Set<Integer> partitions = new HashSet<>();
    private final Map<ResourceId, Integer> places = new ConcurrentHashMap<>();
    private final Runnable changed;

    Owned(Runnable changed) {
        this.changed = changed;
    }

    @Override
    public void owned(Set<Integer> added) {
        synchronized (this) {
            partitions.addAll(added);
        }
        changed.run();
    }

    @Override
    public void lost(Set<Integer> gone) {
        synchronized (this) {
            partitions.removeAll(gone);
        }
        changed.run();
    }

    /** A resource is in this partition. */
    void place(ResourceId id, int partition) {
        places.put(id, partition);
    }

    synchronized boolean has(ResourceId id) {
        Integer place = places.get(id);
        return place != null && partitions.contains(place);
    }

    /** Whether what belongs to nobody is this replica's. */
    synchronized boolean hasFirst() {
        return partitions.contains(0);
    }
}
