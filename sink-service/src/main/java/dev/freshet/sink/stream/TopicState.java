package dev.freshet.sink.stream;

import dev.freshet.sink.batch.TopicBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One topic in the {@link StreamBuffer}, guarded by its lock. */
final class TopicState {
    final TopicBuffer buffer = new TopicBuffer();
    final Set<Integer> assigned = new HashSet<>();
    /** Of each ready partition: the next offset that the destination lacks. */
    final Map<Integer, Long> next = new HashMap<>();
    /** The destination is to be asked where to read from. */
    boolean wanted;
    /** The writer leaves the topic alone until then. */
    long heldUntil = Long.MIN_VALUE;
    /** Records in the writer's hands. */
    int inFlight;
}
