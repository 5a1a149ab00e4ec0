package dev.freshet.transform.run;

import dev.freshet.control.messaging.ControlTopics;
import dev.freshet.control.ownership.PartitionOwnership;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.state.RunState;
import dev.freshet.control.store.ResourceView;
import dev.freshet.transform.apply.Programs;
import dev.freshet.transform.flink.job.FlinkParts;
import dev.freshet.transform.flink.job.Removal;
import dev.freshet.transform.plan.NeedsFlinkException;
import dev.freshet.transform.plan.SqlException;
import dev.freshet.transform.plan.SqlPlanner;
import dev.freshet.transform.report.Fault;
import dev.freshet.transform.report.Voice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps running what is declared, on one thread of its own, and reports once a second. */
public final class Supervisor {
    private static final Logger LOG = Logger.getLogger(Supervisor.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration REMOVAL = Duration.ofSeconds(5);
    private static final String GROUP = "freshet-transform-service";

    /** What is said where SQL needs Flink and there is none. */
    public static final String NO_CLUSTER = "this transform runs on Flink, and no Flink cluster is configured";

    /** The mend. */
    public static final String CONFIGURE =
            "set FRESHET_FLINK_GATEWAY and FRESHET_FLINK_REST of transform-service, or change the SQL to what one row answers";

    private final ResourceView view;
    private final Parts parts;
    private final Map<String, Run> running = new ConcurrentHashMap<>();
    /** Transforms that rest, by the word that was said of them. */
    private final Map<ResourceId, String> resting = new HashMap<>();

    private final Owned owned = new Owned(this::look);
    private final Engines engines;
    private final @Nullable PartitionOwnership ownership;
    private final Thread thread;
    private final AtomicBoolean removing = new AtomicBoolean();
    private long removed;
    private volatile boolean stopping;
    private volatile long lastBeat = System.nanoTime();
    private boolean dirty = true;

    public Supervisor(ResourceView view, Parts parts) {
        this.view = view;
        this.parts = parts;
        this.engines = new Engines(parts);
        this.ownership = parts.flink() == null
                ? null
                : new PartitionOwnership(parts.kafka().common(), ControlTopics.RESOURCES, GROUP, owned);
        this.thread = Thread.ofPlatform().name("supervisor").unstarted(this::supervise);
    }

    public void start() {
        view.listen((id, resource, partition) -> {
            owned.place(id, partition);
            look();
        });
        if (ownership != null) {
            ownership.start();
        }
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
        if (ownership != null) {
            ownership.close();
        }
        try {
            thread.join(Duration.ofSeconds(25));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the supervisor and the threads of all transforms live. */
    public boolean alive() {
        boolean beats = System.nanoTime() - lastBeat < Duration.ofSeconds(60).toNanos();
        return thread.isAlive() && beats && running.values().stream().allMatch(Run::alive);
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
                running.values().forEach(Run::report);
                removeWhatIsGone();
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
        List<Run> ending = new ArrayList<>();
        running.values().stream()
                .filter(run -> {
                    Resource<TransformSpec> now =
                            wanted.get(run.transform().id().name());
                    return now == null
                            || !now.equals(run.transform())
                            || (run instanceof FlinkRun ? !owned.has(now.id()) : now.paused());
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
        try {
            switch (engines.of(transform)) {
                case SERVICE -> {
                    if (transform.paused()) {
                        say(transform, RunState.PAUSED, null);
                    } else {
                        begin(transform, new TransformRun(transform, parts));
                    }
                }
                case FLINK -> {
                    FlinkParts flink = parts.flink();
                    if (flink == null) {
                        say(transform, RunState.FAILED, new Fault(NO_CLUSTER, CONFIGURE, true));
                    } else if (owned.has(transform.id())) {
                        begin(transform, new FlinkRun(transform, parts, flink));
                    }
                }
            }
        } catch (SqlException e) {
            say(
                    transform,
                    RunState.FAILED,
                    new Fault(String.valueOf(e.getMessage()), e.problem().mend(), true));
        } catch (NeedsFlinkException e) {
            say(transform, RunState.FAILED, new Fault(needsFlink(e), "set engine to auto, or change the SQL", true));
        } catch (Engines.OnFlinkException e) {
            say(
                    transform,
                    RunState.FAILED,
                    new Fault(String.valueOf(e.getMessage()), Engines.OnFlinkException.MEND, true));
        } catch (RuntimeException problem) {
            LOG.errorf(problem, "transform=%s cannot be started", transform.id().name());
            say(
                    transform,
                    RunState.FAILED,
                    new Fault("unexpected " + problem, "report it with the service's log", true));
        }
    }

    private void begin(Resource<TransformSpec> transform, Run run) {
        resting.remove(transform.id());
        running.put(transform.id().name(), run);
        run.start();
        remember(transform);
    }

    /** Now and then, and by one replica: jobs of transforms that are no more. */
    private void removeWhatIsGone() {
        FlinkParts flink = parts.flink();
        long now = System.nanoTime();
        if (flink == null
                || !view.ready()
                || !owned.hasFirst()
                || now - removed < REMOVAL.toNanos()
                || !removing.compareAndSet(false, true)) {
            return;
        }
        removed = now;
        List<String> declared = view.all(TransformSpec.class).stream()
                .filter(transform -> transform.spec().engine() != TransformSpec.Engine.SERVICE)
                .map(transform -> transform.id().name())
                .toList();
        Thread.ofVirtual().start(() -> {
            try {
                new Removal(flink).allBut(declared);
            } catch (RuntimeException later) {
                LOG.warnf("what is left of deleted transforms on Flink is not removed yet: %s", later.getMessage());
            } finally {
                removing.set(false);
            }
        });
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

    /** What is said of SQL that cannot run in the service. */
    public static String needsFlink(NeedsFlinkException e) {
        return "this SQL needs Flink (" + e.reason() + ")";
    }

    /** Says once why the transform rests. */
    private void say(Resource<TransformSpec> transform, RunState state, @Nullable Fault fault) {
        String word = transform.generation() + " " + state + " " + fault;
        if (!word.equals(resting.put(transform.id(), word))) {
            parts.figures().of(transform.id().name()).state(state.name());
            new Voice(transform, parts.reports(), parts.replica(), parts.clock()).resting(state, fault);
        }
    }

    private void stop(List<Run> ending) {
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
