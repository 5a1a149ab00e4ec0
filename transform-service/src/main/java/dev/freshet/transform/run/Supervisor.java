package dev.freshet.transform.run;

import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.state.RunState;
import dev.freshet.control.store.ResourceView;
import dev.freshet.transform.apply.Programs;
import dev.freshet.transform.plan.NeedsFlinkException;
import dev.freshet.transform.plan.SqlException;
import dev.freshet.transform.plan.SqlPlanner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Keeps running what is declared, on one thread of its own, and reports once a second. */
public final class Supervisor {
    private static final Logger LOG = Logger.getLogger(Supervisor.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ResourceView view;
    private final Parts parts;
    private final Map<String, TransformRun> running = new ConcurrentHashMap<>();
    /** Transforms that rest, by the word that was said of them. */
    private final Map<ResourceId, String> resting = new HashMap<>();

    private final Thread thread;
    private volatile boolean stopping;
    private volatile long lastBeat = System.nanoTime();
    private boolean dirty = true;

    public Supervisor(ResourceView view, Parts parts) {
        this.view = view;
        this.parts = parts;
        this.thread = Thread.ofPlatform().name("supervisor").unstarted(this::supervise);
    }

    public void start() {
        view.listen((id, resource, partition) -> look());
        thread.start();
    }

    private synchronized void look() {
        dirty = true;
        notifyAll();
    }

    /** Ends every transform in good order. */
    public void stop() {
        stopping = true;
        look();
        try {
            thread.join(Duration.ofSeconds(25));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the supervisor and the threads of all transforms live. */
    public boolean alive() {
        boolean beats = System.nanoTime() - lastBeat < Duration.ofSeconds(60).toNanos();
        return thread.isAlive() && beats && running.values().stream().allMatch(TransformRun::alive);
    }

    /** States of the transforms that run here. */
    public Map<String, String> states() {
        return running.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().state()));
    }

    private void supervise() {
        while (!stopping) {
            try {
                lastBeat = System.nanoTime();
                if (rest()) {
                    reconcile();
                }
                running.values().forEach(TransformRun::report);
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
        Map<String, Resource<TransformSpec>> wanted = new HashMap<>();
        for (Resource<TransformSpec> transform : view.all(TransformSpec.class)) {
            wanted.put(transform.id().name(), transform);
        }
        List<TransformRun> ending = new ArrayList<>();
        running.values().stream()
                .filter(run -> {
                    Resource<TransformSpec> now =
                            wanted.get(run.transform().id().name());
                    return now == null || now.paused() || !now.equals(run.transform());
                })
                .forEach(ending::add);
        stop(ending);
        resting.keySet().removeIf(id -> !wanted.containsKey(id.name()));
        parts.figures().all().keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(parts.figures()::forget);
        wanted.values().stream()
                .filter(transform -> !running.containsKey(transform.id().name()))
                .forEach(this::begin);
    }

    private void begin(Resource<TransformSpec> transform) {
        if (transform.paused()) {
            say(transform, RunState.PAUSED, null);
            return;
        }
        try {
            TransformRun run = new TransformRun(transform, parts);
            resting.remove(transform.id());
            running.put(transform.id().name(), run);
            run.start();
            remember(transform);
        } catch (SqlException e) {
            say(
                    transform,
                    RunState.FAILED,
                    new Fault(String.valueOf(e.getMessage()), e.problem().mend(), true));
        } catch (NeedsFlinkException e) {
            say(transform, RunState.FAILED, new Fault(needsFlink(e), "change the SQL", true));
        } catch (RuntimeException problem) {
            LOG.errorf(problem, "transform=%s cannot be started", transform.id().name());
            say(
                    transform,
                    RunState.FAILED,
                    new Fault("unexpected " + problem, "report it with the service's log", true));
        }
    }

    /**
     * What a transform of this name and spec is.
     *
     * @throws SqlException when the SQL is none, or reads no input
     * @throws NeedsFlinkException when it needs another engine
     */
    public static Programs.Definition definition(String name, TransformSpec spec) {
        String input = SqlPlanner.input(spec.sql(), spec.inputs().keySet());
        return new Programs.Definition(
                spec.sql(),
                input,
                Objects.requireNonNull(spec.inputs().get(input)),
                spec.topic(name),
                spec.key(),
                spec.onError() == TransformSpec.OnError.NULL);
    }

    private void remember(Resource<TransformSpec> transform) {
        try {
            parts.versions().keep(transform);
        } catch (KafkaException e) {
            LOG.warnf(
                    "transform=%s its generation is not in the list of versions: %s",
                    transform.id().name(), e.getMessage());
        }
    }

    /** What is said of SQL that this version does not run. */
    public static String needsFlink(NeedsFlinkException e) {
        return "this SQL needs Flink (" + e.reason() + "), which this version does not run yet";
    }

    /** Says once why the transform rests. */
    private void say(
            Resource<TransformSpec> transform, RunState state, @org.jspecify.annotations.Nullable Fault fault) {
        String word = transform.generation() + " " + state + " " + fault;
        if (!word.equals(resting.put(transform.id(), word))) {
            parts.figures().of(transform.id().name()).state(state.name());
            new Voice(transform, parts.reports(), parts.replica(), parts.clock()).resting(state, fault);
        }
    }

    private void stop(List<TransformRun> ending) {
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
        ending.forEach(run -> running.remove(run.transform().id().name()));
    }
}
