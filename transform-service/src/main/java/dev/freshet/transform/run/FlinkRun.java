package dev.freshet.transform.run;

import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.transform.flink.finish.Finisher;
import dev.freshet.transform.flink.job.FlinkParts;
import dev.freshet.transform.flink.job.FlinkTransform;
import dev.freshet.transform.metrics.TransformFigures;
import dev.freshet.transform.report.Voice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** A transform on Flink that this replica owns: who keeps its job, and who writes its topic from what the job makes. */
final class FlinkRun implements Run {
    private static final Logger LOG = Logger.getLogger(FlinkRun.class);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Resource<TransformSpec> transform;
    private final Voice voice;
    private final TransformFigures figures;
    private final FlinkTransform keeper;
    private final Finisher finisher;
    private final List<Thread> threads;

    FlinkRun(Resource<TransformSpec> transform, Parts parts, FlinkParts flink) {
        this.transform = transform;
        String name = transform.id().name();
        voice = new Voice(transform, parts.reports(), parts.replica(), parts.clock());
        figures = parts.figures().of(name);
        finisher = new Finisher(
                name,
                transform.spec().topic(name),
                parts.registry(),
                parts.kafka(),
                new Finishing(new Ear(name, "finishing", voice, figures, parts.clock()), voice),
                parts.clock());
        keeper = new FlinkTransform(transform, flink, voice, finisher);
        threads = List.of(thread("flink-" + name, keeper), thread("finish-" + name, finisher));
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).unstarted(work);
    }

    @Override
    public Resource<TransformSpec> transform() {
        return transform;
    }

    @Override
    public void start() {
        LOG.infof("transform=%s generation=%d on Flink", transform.id().name(), transform.generation());
        threads.forEach(Thread::start);
    }

    /** The job runs on. */
    @Override
    public void stop() {
        keeper.stop();
        // what it waits for may take long, and whoever keeps the transform next finds what it left
        threads.get(0).interrupt();
        finisher.stop();
        for (Thread thread : threads) {
            try {
                if (!thread.join(GRACE)) {
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
    }

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
                "engine", "flink",
                "version", keeper.version(),
                "job", keeper.jobState(),
                "recordsIn", now.in(),
                "recordsOut", now.out(),
                "deadLetters", now.rejected(),
                "lag", now.lag(),
                "retries", now.retries()));
    }

    /** That the job's topic can be read says nothing of whether the job runs. */
    private record Finishing(Ear ear, Voice voice) implements dev.freshet.transform.stream.Listener {
        @Override
        public void reading(Map<Integer, Long> lagByPartition) {
            ear.figures().lag(lagByPartition);
            voice.cleared(ear.worker());
        }

        @Override
        public void failing(String cause, String mend) {
            ear.failing(cause, mend);
        }

        @Override
        public void held(int partition, String cause, String mend) {
            ear.held(partition, cause, mend);
        }

        @Override
        public void committed(Batch batch) {
            voice.cleared("partition 0");
            ear.committed(batch);
        }

        @Override
        public void gap(int partition, long wanted, long oldest) {
            ear.gap(partition, wanted, oldest);
        }

        @Override
        public void remark(String message) {
            ear.remark(message);
        }
    }
}
