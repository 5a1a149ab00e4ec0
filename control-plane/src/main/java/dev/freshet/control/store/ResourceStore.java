package dev.freshet.control.store;

import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import java.util.function.Supplier;

/**
 * The resource log, written to. A write returns once the log has it for good and {@link #view()} shows it. Writes of two replicas
 * at the same moment are not serialized: the last one wins, with everything it says. Blocks; never call it on an event loop.
 */
public interface ResourceStore {
    ResourceView view();

    /**
     * Runs a read-then-write, one at a time in this process, on a view that has seen everything written anywhere before the call.
     *
     * @throws dev.freshet.control.resource.ResourceException.Unavailable when the log cannot be reached
     */
    <T> T change(Supplier<T> change);

    /**
     * Returns when the view has seen everything written anywhere before the call.
     *
     * @throws dev.freshet.control.resource.ResourceException.Unavailable when the log cannot be reached
     */
    void catchUp();

    /**
     * @throws dev.freshet.control.resource.ResourceException.Unavailable when the log did not confirm in time: it may or may not
     *     have it
     */
    void put(Resource<?> resource);

    /**
     * @throws dev.freshet.control.resource.ResourceException.Unavailable likewise
     */
    void delete(ResourceId id);
}
