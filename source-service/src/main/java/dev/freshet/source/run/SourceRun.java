package dev.freshet.source.run;

import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.SourceSpec;
import dev.freshet.control.state.Reports;
import dev.freshet.event.EventStamp;
import dev.freshet.event.TableId;
import dev.freshet.source.capture.CaptureListener;
import dev.freshet.source.capture.SchemaChange;
import dev.freshet.source.failure.Failure;
import dev.freshet.source.failure.Failures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One source, captured for ever: attempts with pauses between them, on a thread of its own. Ends when it is stopped, or when
 * another replica has taken the source over.
 */
public final class SourceRun implements CaptureListener {
    private static final Logger LOG = Logger.getLogger(SourceRun.class);
    /** A stream that is silent for this long, heartbeats included, is begun anew: a dead connection looks just like it. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final String name;
    private final Attempt.@Nullable Factory attempts;
    private final Backoff backoff;
    private final Reporter reporter;
    private final SourceMeters meters;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private SourceState state = new SourceState.Starting(0);
    private @Nullable Attempt attempt;
    private volatile Instant heard;
    private volatile @Nullable Instant fencedAt;

    /** What all runs of a process share. */
    public record Surroundings(Backoff backoff, SourceMeters meters, Reports reports, String replica, Clock clock) {}

    /** @param attempts null: the source is paused, and this run only says so */
    public SourceRun(Resource<SourceSpec> source, Attempt.@Nullable Factory attempts, Surroundings with) {
        this.name = source.id().name();
        this.attempts = attempts;
        this.backoff = with.backoff();
        this.reporter = new Reporter(source.id(), source.generation(), with.replica(), with.reports(), with.clock());
        this.meters = with.meters();
        this.clock = with.clock();
        this.heard = clock.instant();
        this.thread = Thread.ofPlatform().name("source-" + name).unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    /** Another replica took the source over, but it is still ours by now: that one must have been wrong, or is dead. */
    boolean overdue() {
        Instant since = fencedAt;
        return since != null && Duration.between(since, clock.instant()).compareTo(backoff.failed()) > 0;
    }

    /** Lets the batch under way commit; returns at once. */
    void askToStop() {
        stopping.countDown();
        Thread.ofVirtual().name("stop-" + name).start(this::closeAttempt);
    }

    /** @return whether it has ended in time */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        return thread.join(patience);
    }

    /** Ends an attempt whose stream has died without a word; the loop begins another. */
    void checkSilence() {
        boolean silent = Duration.between(heard, clock.instant()).compareTo(SILENCE) > 0;
        if (silent && current() instanceof SourceState.Streaming) {
            LOG.warnf("source=%s: nothing heard for %s, heartbeats included; connecting anew", name, SILENCE);
            heard = clock.instant();
            Thread.ofVirtual().name("reconnect-" + name).start(this::closeAttempt);
        }
    }

    private void loop() {
        try {
            if (attempts == null) {
                rest();
                return;
            }
            while (stopping.getCount() > 0) {
                become(new SourceState.Starting(failures()));
                Failure failure = attempt(attempts);
                if (failure == null) {
                    continue;
                }
                if (failure.kind() == Failure.Kind.FENCED) {
                    LOG.warnf("source=%s: %s; %s", name, failure.cause(), failure.mend());
                    meters.state(name, null);
                    fencedAt = clock.instant();
                    return;
                }
                pauseAfter(failure);
            }
            become(new SourceState.Stopped());
            meters.state(name, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest() throws InterruptedException {
        become(new SourceState.Paused());
        stopping.await();
        meters.state(name, null);
    }

    private @Nullable Failure attempt(Attempt.Factory factory) {
        Attempt next = factory.attempt(this);
        synchronized (this) {
            attempt = next;
        }
        try {
            if (stopping.getCount() > 0) {
                next.run();
            }
            return null;
        } catch (Exception e) {
            Failure failure = Failures.of(e);
            LOG.warnf(e, "source=%s: the capture ended (%s): %s", name, failure.kind(), failure.cause());
            return failure;
        } finally {
            synchronized (this) {
                attempt = null;
            }
        }
    }

    private void pauseAfter(Failure failure) throws InterruptedException {
        Instant now = clock.instant();
        if (current() instanceof SourceState.Active active) {
            Instant next = backoff.next(now, failure, active.failures() + 1);
            become(active.failed(failure, next));
            stopping.await(Duration.between(now, next).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void closeAttempt() {
        Attempt current;
        synchronized (this) {
            current = attempt;
        }
        if (current != null) {
            try {
                current.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized int failures() {
        return switch (state) {
            case SourceState.Active active -> active.failures();
            case SourceState.Waiting waiting -> waiting.failures();
            case SourceState.Paused paused -> 0;
            case SourceState.Stopped stopped -> 0;
        };
    }

    private synchronized SourceState current() {
        return state;
    }

    private synchronized void become(SourceState next) {
        if (!next.equals(state)) {
            LOG.infof("source=%s: %s", name, next.label());
        }
        state = next;
        reporter.became(next);
        meters.state(name, next.label());
    }

    @Override
    public void snapshotting() {
        if (current() instanceof SourceState.Starting starting) {
            become(starting.snapshotting());
        }
    }

    @Override
    public void rereading(List<TableId> tables) {
        switch (current()) {
            case SourceState.Starting starting -> become(starting.snapshotting());
            case SourceState.Streaming streaming -> become(streaming.snapshotting());
            case SourceState.Snapshotting s -> {}
            case SourceState.Waiting w -> {}
            case SourceState.Paused p -> {}
            case SourceState.Stopped s -> {}
        }
        reporter.rereading(tables);
    }

    @Override
    public void streaming() {
        heard = clock.instant();
        switch (current()) {
            case SourceState.Starting starting -> become(starting.streaming());
            case SourceState.Snapshotting snapshotting -> {
                become(snapshotting.streaming());
                reporter.snapshotCompleted();
            }
            case SourceState.Streaming s -> {}
            case SourceState.Waiting w -> {}
            case SourceState.Paused p -> {}
            case SourceState.Stopped s -> {}
        }
    }

    @Override
    public void schemaChanged(SchemaChange change) {
        reporter.schemaChanged(change);
    }

    @Override
    public void committed(Map<String, Integer> events, @Nullable EventStamp last) {
        heard = clock.instant();
        meters.committed(name, events, last, heard);
        reporter.committed(events, last);
    }

    @Override
    public void reported(Map<String, Integer> events, @Nullable EventStamp last) {
        heard = clock.instant();
        reporter.committed(events, last);
    }
}
