package dev.freshet.transform.run;

import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.transform.apply.Programs;
import dev.freshet.transform.metrics.TransformFigures;
import dev.freshet.transform.report.Voice;
import dev.freshet.transform.stream.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** A running transform: its threads and what they say. */
final class TransformRun implements Run {
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
                    name,
                    definition,
                    parts.registry(),
                    parts.kafka(),
                    new Ear(transform.id().name(), "worker " + i, voice, figures, parts.clock()),
                    parts.clock());
            workers.add(worker);
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("transform-" + name + "-" + i)
                    .unstarted(worker));
        }
    }

    @Override
    public Resource<TransformSpec> transform() {
        return transform;
    }

    @Override
    public void start() {
        LOG.infof("transform=%s generation=%d starts", transform.id().name(), transform.generation());
        threads.forEach(Thread::start);
    }

    /** Finishes the batches at hand; what waits stays in Kafka. */
    @Override
    public void stop() {
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
    @Override
    public boolean alive() {
        return threads.stream().allMatch(Thread::isAlive);
    }

    @Override
    public String state() {
        return voice.state().name();
    }

    @Override
    public void report() {
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
}
