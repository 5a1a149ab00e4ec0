package dev.freshet.control.store;

import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import org.jspecify.annotations.Nullable;

/** Told of every change, in log order, by one thread. Must be quick and must not throw. */
@FunctionalInterface
public interface ResourceListener {
    /**
     * @param resource  as it stands now, null when it was deleted
     * @param partition of the resource log that holds its key: who owns the partition runs the resource
     */
    void changed(ResourceId id, @Nullable Resource<?> resource, int partition);
}
