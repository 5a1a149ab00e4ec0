package dev.freshet.sink.run;

import dev.freshet.sink.apply.RewriteNeeded;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Changes that rewrite tables, each on a thread and in a session of its own, so that the pipeline's other tables go on. Begun and asked by
 * the writer's thread only.
 */
final class Rewrites {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String pipeline;
    private final Destination destination;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

    Rewrites(String pipeline, Destination destination) {
        this.pipeline = pipeline;
        this.destination = destination;
    }

    /**
     * One has ended.
     *
     * @param problem why it did not succeed; null when it did
     */
    record Outcome(
            String topic,
            RewriteNeeded needed,
            long nanos,
            @Nullable RuntimeException problem) {}

    void begin(String topic, RewriteNeeded needed) {
        threads.removeIf(thread -> !thread.isAlive());
        threads.add(Thread.ofPlatform().daemon().name("rewrite-" + pipeline).start(() -> run(topic, needed)));
    }

    private void run(String topic, RewriteNeeded needed) {
        long begun = System.nanoTime();
        RuntimeException problem = null;
        try (DestinationSession session = destination.connect()) {
            session.evolve(needed.batch(), needed.changes());
        } catch (DestinationException.Rejected unfit) {
            problem = new DestinationException.Misconfigured(
                    String.valueOf(unfit.getMessage()),
                    "the rows that are there do not fit the change: mend them at the destination, or drop the table there and take a"
                            + " new snapshot of it",
                    unfit);
        } catch (RuntimeException failed) {
            problem = failed;
        }
        outcomes.add(new Outcome(topic, needed, System.nanoTime() - begun, problem));
    }

    /** The next one that has ended; null when none has. */
    @Nullable
    Outcome ended() {
        return outcomes.poll();
    }

    /** Waits a little for those under way; one that takes longer is taken up again by whoever runs the pipeline next. */
    void close() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(GRACE);
        }
    }
}
