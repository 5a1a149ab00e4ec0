package dev.freshet.sink.run;

import dev.freshet.control.state.Activity.Severity;
import dev.freshet.evolution.TableChange;
import dev.freshet.evolution.Wording;
import dev.freshet.sink.apply.RewriteNeeded;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final PipelineVoice voice;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

    /** @param voice says which step of a change begins */
    Rewrites(String pipeline, Destination destination, PipelineVoice voice) {
        this.pipeline = pipeline;
        this.destination = destination;
        this.voice = voice;
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
            session.evolve(needed.batch(), needed.changes(), (change, step, steps) -> say(needed, change, step, steps));
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

    private void say(RewriteNeeded needed, TableChange change, int step, int steps) {
        String table = needed.batch().target().toString();
        voice.activity(
                "schema.changing",
                Severity.INFO,
                "step " + step + " of " + steps + " begins in " + table + " for: " + Wording.of(change),
                Map.of("table", table, "change", Wording.of(change), "step", step, "steps", steps));
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
