package dev.freshet.transform.run;

import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.state.Activity;
import dev.freshet.transform.apply.Programs;
import dev.freshet.transform.metrics.TransformFigures;
import dev.freshet.transform.stream.Listener;
import dev.freshet.transform.stream.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** A running transform: its threads and what they say. */
final class TransformRun {
    private static final Logger LOG = Logger.getLogger(TransformRun.class);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Resource<TransformSpec> transform;
    private final Parts parts;
    private final Voice voice;
    private final TransformFigures figures;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @throws dev.freshet.transform.plan.SqlException when the SQL is none
     * @throws dev.freshet.transform.plan.NeedsFlinkException when it needs another engine
     */
    TransformRun(Resource<TransformSpec> transform, Parts parts) {
        this.transform = transform;
        this.parts = parts;
        String name = transform.id().name();
        voice = new Voice(transform, parts.reports(), parts.replica(), parts.clock());
        figures = parts.figures().of(name);
        Programs.Definition definition = Supervisor.definition(name, transform.spec());
        for (int i = 0; i < transform.spec().parallelism(); i++) {
            Worker worker = new Worker(
                    name, definition, parts.registry(), parts.kafka(), new Ear("worker " + i), parts.clock());
            workers.add(worker);
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("transform-" + name + "-" + i)
                    .unstarted(worker));
        }
    }

    Resource<TransformSpec> transform() {
        return transform;
    }

    void start() {
        LOG.infof("transform=%s generation=%d starts", transform.id().name(), transform.generation());
        threads.forEach(Thread::start);
    }

    /** Finishes the batches at hand; what waits stays in Kafka. */
    void stop() {
        workers.forEach(Worker::stop);
        for (Thread thread : threads) {
            try {
                if (!thread.join(GRACE)) {
                    // its transaction, if it ever ends, is fenced by the group
                    LOG.warnf(
                            "transform=%s %s does not end within %s: left to itself",
                            transform.id().name(), thread.getName(), GRACE);
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        LOG.infof("transform=%s stopped", transform.id().name());
    }

    /** Whether all threads live; they end only when told to. */
    boolean alive() {
        return threads.stream().allMatch(Thread::isAlive);
    }

    String state() {
        return voice.state().name();
    }

    void report() {
        figures.state(voice.state().name());
        TransformFigures.Snapshot now = figures.snapshot();
        voice.status(Map.of(
                "engine", "service",
                "recordsIn", now.in(),
                "recordsOut", now.out(),
                "deadLetters", now.rejected(),
                "lag", now.lag(),
                "retries", now.retries()));
    }

    /** Hears one worker. */
    private final class Ear implements Listener {
        private final String worker;

        Ear(String worker) {
            this.worker = worker;
        }

        @Override
        public void reading(Map<Integer, Long> lagByPartition) {
            figures.lag(lagByPartition);
            voice.recovered(worker);
        }

        @Override
        public void failing(String cause, String mend) {
            figures.retry();
            voice.failing(worker, new Fault(cause, mend, false));
        }

        @Override
        public void held(int partition, String cause, String mend) {
            voice.failing("partition " + partition, new Fault(cause, mend, true));
        }

        @Override
        public void committed(Batch batch) {
            double latency = batch.newestCommit() == 0
                    ? Double.NaN
                    : Math.max(0, (parts.clock().millis() * 1_000L - batch.newestCommit()) / 1e6);
            figures.batch(batch.in(), batch.out(), batch.rejected(), latency);
            if (batch.rejected() > 0) {
                voice.activity(
                        "dead-letter.written",
                        Activity.Severity.WARNING,
                        batch.rejected() + " rows could not be evaluated; see freshet.dead-letters."
                                + transform.id().name() + " for the reasons",
                        Map.of("rows", batch.rejected()));
            }
        }

        @Override
        public void gap(int partition, long wanted, long oldest) {
            voice.activity(
                    "records.lost",
                    Activity.Severity.ERROR,
                    "the records of partition " + partition + " from offset " + wanted + " to " + oldest
                            + " are no longer in Kafka; reading goes on at " + oldest
                            + "; take a new snapshot of the table, and keep topics longer than a transform may rest",
                    Map.of("partition", partition, "wanted", wanted, "oldest", oldest));
        }

        @Override
        public void remark(String message) {
            voice.activity("input.changed", Activity.Severity.WARNING, message, Map.of());
        }
    }
}
