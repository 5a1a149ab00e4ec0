package dev.freshet.source.run;

import dev.freshet.control.ownership.OwnershipListener;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.SourceSpec;
import dev.freshet.control.store.ResourceListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs exactly the sources that this replica owns and that are not paused, each at its latest generation. Told from several
 * threads; compares what should run with what runs on a thread of its own, one comparison at a time.
 */
public final class SourceFleet implements ResourceListener, OwnershipListener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SourceFleet.class);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofSeconds(5);

    /** Makes the run of a source. */
    @FunctionalInterface
    public interface Runs {
        SourceRun of(Resource<SourceSpec> source);
    }

    private record Known(Resource<SourceSpec> resource, int partition) {}

    private record Running(SourceRun run, long generation) {}

    private final Runs runs;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sources").factory());
    private final Map<String, Known> known = new HashMap<>();
    private final Set<Integer> owned = new HashSet<>();
    private final Map<String, Running> running = new HashMap<>();
    private boolean closing;

    public SourceFleet(Runs runs) {
        this.runs = runs;
        worker.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void changed(ResourceId id, @Nullable Resource<?> resource, int partition) {
        if (id.kind() != Kind.SOURCE) {
            return;
        }
        if (resource != null && resource.spec() instanceof SourceSpec) {
            @SuppressWarnings("unchecked")
            Resource<SourceSpec> source = (Resource<SourceSpec>) resource;
            known.put(id.name(), new Known(source, partition));
        } else {
            known.remove(id.name());
        }
        compareSoon();
    }

    @Override
    public synchronized void owned(Set<Integer> partitions) {
        owned.addAll(partitions);
        compareSoon();
    }

    @Override
    public synchronized void lost(Set<Integer> partitions) {
        owned.removeAll(partitions);
        compareSoon();
    }

    private void compareSoon() {
        if (!closing) {
            worker.execute(this::compare);
        }
    }

    private void tick() {
        running().values().forEach(each -> each.run().checkSilence());
        compare();
    }

    private void compare() {
        try {
            Map<String, Resource<SourceSpec>> wanted = wanted();
            stop(superfluous(wanted));
            wanted.forEach(this::startUnlessRunning);
        } catch (RuntimeException e) {
            LOG.error("The sources that should run could not be compared with those that do; next try in " + TICK, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Map<String, Resource<SourceSpec>> wanted() {
        Map<String, Resource<SourceSpec>> wanted = new HashMap<>();
        if (!closing) {
            known.forEach((name, each) -> {
                if (owned.contains(each.partition())) {
                    wanted.put(name, each.resource());
                }
            });
        }
        return wanted;
    }

    private synchronized Map<String, Running> running() {
        return Map.copyOf(running);
    }

    private synchronized Map<String, Running> superfluous(Map<String, Resource<SourceSpec>> wanted) {
        Map<String, Running> superfluous = new HashMap<>(running);
        superfluous.entrySet().removeIf(entry -> {
            Resource<SourceSpec> source = wanted.get(entry.getKey());
            return source != null
                    && source.generation() == entry.getValue().generation()
                    && !entry.getValue().run().overdue();
        });
        return superfluous;
    }

    /** All at once, so that a slow one holds up nobody. */
    private void stop(Map<String, Running> superfluous) throws InterruptedException {
        superfluous.values().forEach(each -> each.run().askToStop());
        for (Map.Entry<String, Running> entry : superfluous.entrySet()) {
            if (!entry.getValue().run().awaitEnd(STOP)) {
                LOG.warnf("source=%s: still stopping after %s; whoever runs it next fences it", entry.getKey(), STOP);
            }
            synchronized (this) {
                running.remove(entry.getKey());
            }
        }
    }

    private synchronized void startUnlessRunning(String name, Resource<SourceSpec> source) {
        if (!running.containsKey(name) && !closing) {
            SourceRun run = runs.of(source);
            running.put(name, new Running(run, source.generation()));
            run.start();
        }
    }

    /** Whether this object's own threads are alive. */
    public boolean alive() {
        return !worker.isTerminated();
    }

    /** Stops all sources; each lets its batch commit. */
    @Override
    public void close() {
        Map<String, Running> all;
        synchronized (this) {
            closing = true;
            all = Map.copyOf(running);
        }
        worker.shutdown();
        try {
            stop(all);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
