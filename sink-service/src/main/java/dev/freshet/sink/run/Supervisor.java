package dev.freshet.sink.run;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.SourceSpec;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.state.RunState;
import dev.freshet.control.store.ResourceView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps running what the resources say is to run here, on one thread of its own, and reports once a second. */
public final class Supervisor {
    private static final Logger LOG = Logger.getLogger(Supervisor.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ResourceView view;
    /** Destinations that this process may open. */
    private final Predicate<Resource<DestinationSpec>> mayOpen;

    private final Parts parts;
    private final Map<String, PipelineRun> running = new ConcurrentHashMap<>();
    /** Pipelines that rest, by the generation that was said of them. */
    private final Map<ResourceId, String> resting = new HashMap<>();

    private final Thread thread;
    private volatile boolean stopping;
    private volatile long lastBeat = System.nanoTime();
    private boolean dirty = true;

    public Supervisor(ResourceView view, Predicate<Resource<DestinationSpec>> mayOpen, Parts parts) {
        this.view = view;
        this.mayOpen = mayOpen;
        this.parts = parts;
        this.thread = Thread.ofPlatform().name("supervisor").unstarted(this::supervise);
    }

    public void start() {
        view.listen((id, resource, partition) -> look());
        thread.start();
    }

    /** Something changed: resources, or what this process owns. */
    public synchronized void look() {
        dirty = true;
        notifyAll();
    }

    /** Ends every pipeline in good order. */
    public void stop() {
        stopping = true;
        look();
        try {
            thread.join(Duration.ofSeconds(25));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the supervisor and the threads of all pipelines live. */
    public boolean alive() {
        boolean beats = System.nanoTime() - lastBeat < Duration.ofSeconds(60).toNanos();
        return thread.isAlive() && beats && running.values().stream().allMatch(PipelineRun::alive);
    }

    private void supervise() {
        while (!stopping) {
            try {
                lastBeat = System.nanoTime();
                if (rest()) {
                    reconcile();
                }
                running.values().forEach(PipelineRun::report);
            } catch (InterruptedException e) {
                stopping = true;
            } catch (RuntimeException unexpected) {
                LOG.error("supervising failed; tried again in a second", unexpected);
                look();
            }
        }
        stop(List.copyOf(running.values()));
    }

    /** Waits a beat, or less when there is something to look at; tells whether there is. */
    private synchronized boolean rest() throws InterruptedException {
        long end = System.nanoTime() + BEAT.toNanos();
        // resources that are not all read yet would stop what is to run
        while (!(dirty && view.ready()) && !stopping) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, POLL.toNanos()));
        }
        dirty = false;
        return !stopping;
    }

    private void reconcile() {
        Map<String, PipelineJob> wanted = new HashMap<>();
        Set<ResourceId> seen = new HashSet<>();
        for (Resource<PipelineSpec> pipeline : view.all(PipelineSpec.class)) {
            seen.add(pipeline.id());
            job(pipeline).ifPresent(job -> wanted.put(job.name(), job));
        }
        resting.keySet().retainAll(seen);
        List<PipelineRun> ending = new ArrayList<>();
        running.values().stream()
                .filter(run -> !run.job().equals(wanted.get(run.job().name())))
                .forEach(ending::add);
        stop(ending);
        parts.figures().all().keySet().stream()
                .filter(name -> !seen.contains(new ResourceId(Kind.PIPELINE, name)))
                .forEach(parts.figures()::forget);
        wanted.values().stream().filter(job -> !running.containsKey(job.name())).forEach(this::begin);
    }

    /** How the pipeline is to run here; empty when it rests or runs elsewhere. */
    private Optional<PipelineJob> job(Resource<PipelineSpec> pipeline) {
        PipelineSpec spec = pipeline.spec();
        Optional<Resource<DestinationSpec>> destination =
                view.find(new ResourceId(Kind.DESTINATION, spec.destination()), DestinationSpec.class);
        boolean source = view.find(new ResourceId(Kind.SOURCE, spec.source()), SourceSpec.class)
                        .isPresent()
                || view.find(new ResourceId(Kind.TRANSFORM, spec.source()), TransformSpec.class)
                        .isPresent();
        if (pipeline.paused()) {
            say(pipeline, RunState.PAUSED, null);
        } else if (!source) {
            say(pipeline, RunState.FAILED, missing("source", spec.source()));
        } else if (destination.isEmpty()) {
            say(pipeline, RunState.FAILED, missing("destination", spec.destination()));
        } else {
            resting.remove(pipeline.id());
            return destination.filter(mayOpen).map(found -> new PipelineJob(pipeline, found));
        }
        return Optional.empty();
    }

    private static Fault missing(String field, String name) {
        return new Fault(field + " '" + name + "' does not exist", "create it, or correct '" + field + "'", true);
    }

    /** Says once why the pipeline rests. */
    private void say(Resource<PipelineSpec> pipeline, RunState state, @Nullable Fault fault) {
        String word = pipeline.generation() + " " + state + " " + fault;
        if (!word.equals(resting.put(pipeline.id(), word))) {
            parts.figures().of(pipeline.id().name()).state(state.name());
            new PipelineVoice(pipeline, parts.reports(), parts.replica(), parts.clock()).resting(state, fault);
        }
    }

    private void begin(PipelineJob job) {
        try {
            PipelineRun run = new PipelineRun(job, parts, () -> parts.bufferBytes() / Math.max(1, running.size()));
            running.put(job.name(), run);
            run.start();
        } catch (RuntimeException problem) {
            LOG.errorf(problem, "pipeline=%s cannot be started", job.name());
            say(job.pipeline(), RunState.FAILED, Fault.of(problem));
        }
    }

    private void stop(List<PipelineRun> ending) {
        List<Thread> threads =
                ending.stream().map(run -> Thread.ofVirtual().start(run::stop)).toList();
        for (Thread each : threads) {
            try {
                each.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        ending.forEach(run -> running.remove(run.job().name()));
    }

    /** States of the pipelines that run here. */
    public Map<String, PipelineState> states() {
        Map<String, PipelineState> states = new HashMap<>();
        running.forEach((name, run) -> states.put(name, run.state()));
        return states;
    }
}
