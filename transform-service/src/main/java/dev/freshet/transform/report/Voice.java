package dev.freshet.transform.report;

import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.Reports;
import dev.freshet.control.state.RunState;
import dev.freshet.control.state.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What one transform says: its state, announced when it changes, and what happened. Safe for several threads. */
public final class Voice {
    private static final Logger LOG = Logger.getLogger(Voice.class);

    private final Resource<TransformSpec> transform;
    private final Reports reports;
    private final String replica;
    private final Clock clock;
    private final Map<String, Fault> faults = new TreeMap<>();
    private boolean started;
    private RunState state = RunState.STARTING;
    private Instant since;

    public Voice(Resource<TransformSpec> transform, Reports reports, String replica, Clock clock) {
        this.transform = transform;
        this.reports = reports;
        this.replica = replica;
        this.clock = clock;
        this.since = clock.instant();
    }

    public synchronized RunState state() {
        return state;
    }

    /** @param part a worker, or one partition */
    public synchronized void failing(String part, Fault fault) {
        if (!fault.equals(faults.put(part, fault))) {
            judge();
        }
    }

    public synchronized void recovered(String part) {
        if (faults.remove(part) != null || !started) {
            started = true;
            judge();
        }
    }

    /** As {@link #recovered}, of something that says nothing of whether the transform works. */
    public synchronized void cleared(String part) {
        if (faults.remove(part) != null) {
            judge();
        }
    }

    /** It has come to rest, as it was told to. */
    public synchronized void paused() {
        if (state != RunState.PAUSED) {
            state = RunState.PAUSED;
            since = clock.instant();
            announce(state, null);
        }
    }

    private void judge() {
        RunState now = RunState.STREAMING;
        if (!faults.isEmpty()) {
            now = faults.values().stream().anyMatch(Fault::needsPerson) ? RunState.FAILED : RunState.RETRYING;
        } else if (!started) {
            now = RunState.STARTING;
        }
        if (now != state) {
            state = now;
            since = clock.instant();
            announce(now, worst());
        }
    }

    private @Nullable Fault worst() {
        return faults.values().stream()
                .filter(Fault::needsPerson)
                .findFirst()
                .orElse(faults.values().stream().findFirst().orElse(null));
    }

    private void announce(RunState run, @Nullable Fault fault) {
        Activity.Severity severity = switch (run) {
            case FAILED -> Activity.Severity.ERROR;
            case RETRYING -> Activity.Severity.WARNING;
            case STARTING, SNAPSHOTTING, STREAMING, PAUSED, STOPPED -> Activity.Severity.INFO;
        };
        String reason = fault == null ? "" : ": " + fault.cause() + "; " + fault.mend();
        activity(
                "state.changed",
                severity,
                "transform " + transform.id().name() + " is " + run + reason,
                Map.of("state", run.name()));
    }

    /** Logs it and puts it into the activity log. */
    public void activity(String type, Activity.Severity severity, String message, Map<String, Object> details) {
        switch (severity) {
            case INFO -> LOG.infof("transform=%s %s: %s", transform.id().name(), type, message);
            case WARNING -> LOG.warnf("transform=%s %s: %s", transform.id().name(), type, message);
            case ERROR -> LOG.errorf("transform=%s %s: %s", transform.id().name(), type, message);
        }
        reports.activity(new Activity(clock.instant(), transform.id(), type, severity, message, details));
    }

    public synchronized void status(Map<String, Object> details) {
        say(state, worst(), since, details);
    }

    /** The word of a transform that does not run. */
    public void resting(RunState rest, @Nullable Fault fault) {
        announce(rest, fault);
        say(rest, fault, clock.instant(), Map.of());
    }

    private void say(RunState run, @Nullable Fault fault, Instant from, Map<String, Object> details) {
        reports.status(new Status(
                transform.id(),
                transform.generation(),
                run,
                fault == null ? null : fault.cause(),
                fault == null ? null : fault.mend(),
                replica,
                from,
                clock.instant(),
                details));
    }
}
