package dev.freshet.control.store;

import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.Spec;
import java.util.List;
import java.util.Optional;

/** All resources as of the last record read. Reads are safe from any thread. */
public interface ResourceView {
    <S extends Spec> Optional<Resource<S>> find(ResourceId id, Class<S> type);

    /** By name. */
    <S extends Spec> List<Resource<S>> all(Class<S> type);

    /**
     * Told of every change from now on, after one call for each resource there is. Before {@link #ready()} nobody is told anything:
     * the outcome of the past comes at once when the log was read to its end.
     */
    void listen(ResourceListener listener);

    /** Partition of the resource log that holds this key; empty when there is no such resource. */
    Optional<Integer> partition(ResourceId id);

    /** Whether the log was read to the end that it had when this process started, and listeners know what it says. */
    boolean ready();
}
