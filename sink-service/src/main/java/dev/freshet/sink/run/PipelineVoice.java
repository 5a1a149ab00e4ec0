package dev.freshet.sink.run;

import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.Reports;
import dev.freshet.control.state.RunState;
import dev.freshet.control.state.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What one running pipeline says: its state, announced when it changes, and what happened. Safe for several threads. */
final class PipelineVoice {
    private static final Logger LOG = Logger.getLogger(PipelineVoice.class);

    private final Resource<PipelineSpec> pipeline;
    private final Reports reports;
    private final String replica;
    private final Clock clock;
    private PipelineState state;

    PipelineVoice(Resource<PipelineSpec> pipeline, Reports reports, String replica, Clock clock) {
        this.pipeline = pipeline;
        this.reports = reports;
        this.replica = replica;
        this.clock = clock;
        this.state = PipelineState.starting(clock.instant());
    }

    synchronized PipelineState state() {
        return state;
    }

    void started() {
        change(old -> old.nowStarted(clock.instant()));
    }

    void failing(String part, Fault fault) {
        change(old -> old.failing(part, fault, clock.instant()));
    }

    void recovered(String part) {
        change(old -> old.recovered(part, clock.instant()));
    }

    void reading(Set<String> topics) {
        change(old -> old.reading(topics, clock.instant()));
    }

    private synchronized void change(UnaryOperator<PipelineState> change) {
        PipelineState before = state;
        state = change.apply(before);
        if (before.runState() != state.runState()) {
            announce(state);
        }
    }

    private void announce(PipelineState now) {
        String name = pipeline.id().name();
        RunState run = now.runState();
        Activity.Severity severity = switch (run) {
            case FAILED -> Activity.Severity.ERROR;
            case RETRYING -> Activity.Severity.WARNING;
            case STARTING, SNAPSHOTTING, STREAMING, PAUSED, STOPPED -> Activity.Severity.INFO;
        };
        String message = now.worst()
                .map(worst -> "pipeline " + name + " is " + run + " (" + worst.getKey() + "): "
                        + worst.getValue().cause() + "; " + worst.getValue().mend())
                .orElse("pipeline " + name + " is " + run);
        activity("state.changed", severity, message, Map.of("state", run.name()));
    }

    /** Logs it and puts it into the activity log. */
    void activity(String type, Activity.Severity severity, String message, Map<String, Object> details) {
        switch (severity) {
            case INFO -> LOG.infof("pipeline=%s %s: %s", pipeline.id().name(), type, message);
            case WARNING -> LOG.warnf("pipeline=%s %s: %s", pipeline.id().name(), type, message);
            case ERROR -> LOG.errorf("pipeline=%s %s: %s", pipeline.id().name(), type, message);
        }
        reports.activity(new Activity(clock.instant(), pipeline.id(), type, severity, message, details));
    }

    void status(Map<String, Object> details) {
        PipelineState now = state();
        status(now.runState(), now.worst().map(Map.Entry::getValue).orElse(null), now.since(), details);
    }

    /** The word of a pipeline that does not run. */
    void resting(RunState rest, @Nullable Fault fault) {
        Activity.Severity severity = fault == null ? Activity.Severity.INFO : Activity.Severity.ERROR;
        String reason = fault == null ? "" : ": " + fault.cause() + "; " + fault.mend();
        activity(
                "state.changed",
                severity,
                "pipeline " + pipeline.id().name() + " is " + rest + reason,
                Map.of("state", rest.name()));
        status(rest, fault, clock.instant(), Map.of());
    }

    private void status(RunState run, @Nullable Fault fault, Instant since, Map<String, Object> details) {
        reports.status(new Status(
                pipeline.id(),
                pipeline.generation(),
                run,
                fault == null ? null : fault.cause(),
                fault == null ? null : fault.mend(),
                replica,
                since,
                clock.instant(),
                details));
    }
}
