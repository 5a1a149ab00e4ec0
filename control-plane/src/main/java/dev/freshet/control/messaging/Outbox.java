package dev.freshet.control.messaging;

import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits to be sent, bounded: the newest status of each part, and the newest activities. Never blocks the one who reports;
 * safe from any thread.
 */
final class Outbox {
    /**
     * What is sent at once.
     *
     * @param dropped how many activities were given up since the last batch, because there were too many
     */
    record Batch(List<Status> statuses, List<Activity> activities, long dropped) {}

    private final int limit;
    private final Map<ResourceId, Status> statuses = new LinkedHashMap<>();
    private final Deque<Activity> activities = new ArrayDeque<>();
    private long dropped;

    Outbox(int limit) {
        this.limit = limit;
    }

    synchronized void add(Status status) {
        statuses.put(status.id(), status);
        notifyAll();
    }

    synchronized void add(Activity activity) {
        activities.addLast(activity);
        trim();
        notifyAll();
    }

    /** Everything that waits; blocks until there is something. */
    synchronized Batch take() throws InterruptedException {
        while (statuses.isEmpty() && activities.isEmpty()) {
            wait();
        }
        return drain();
    }

    /** Everything that waits, possibly nothing. */
    synchronized Batch drain() {
        Batch batch = new Batch(new ArrayList<>(statuses.values()), new ArrayList<>(activities), dropped);
        statuses.clear();
        activities.clear();
        dropped = 0;
        return batch;
    }

    /** A batch that could not be sent comes back; what is newer stays. */
    synchronized void putBack(Batch batch) {
        batch.statuses().forEach(status -> statuses.putIfAbsent(status.id(), status));
        for (int i = batch.activities().size() - 1; i >= 0; i--) {
            activities.addFirst(batch.activities().get(i));
        }
        dropped += batch.dropped();
        trim();
    }

    private void trim() {
        while (activities.size() > limit) {
            activities.removeFirst();
            dropped++;
        }
    }
}
