package dev.freshet.source.run;

import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.Reports;
import dev.freshet.control.state.Status;
import dev.freshet.ddl.mysql.Gap;
import dev.freshet.event.EventStamp;
import dev.freshet.event.TableId;
import dev.freshet.source.capture.SchemaChange;
import dev.freshet.source.failure.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one source says of itself: a status whenever its state changes and once a second at most in between, and activities. */
final class Reporter {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final ResourceId id;
    private final long generation;
    private final String replica;
    private final Reports reports;
    private final Clock clock;
    private final Map<String, Long> events = new HashMap<>();
    private SourceState state = new SourceState.Stopped();
    private Instant since;
    private Instant said = Instant.EPOCH;
    private @Nullable EventStamp last;
    private long total;
    private Instant measured;
    private long totalThen;
    private double rate;

    Reporter(ResourceId id, long generation, String replica, Reports reports, Clock clock) {
        this.id = id;
        this.generation = generation;
        this.replica = replica;
        this.reports = reports;
        this.clock = clock;
        this.since = clock.instant();
        this.measured = since;
    }

    synchronized void became(SourceState next) {
        boolean news = next.label() != state.label();
        state = next;
        Instant now = clock.instant();
        if (news) {
            since = now;
            reports.activity(new Activity(now, id, "state.changed", severity(next), sentence(next), Map.of()));
        }
        say(now);
    }

    synchronized void committed(Map<String, Integer> batch, @Nullable EventStamp stamp) {
        batch.forEach((table, count) -> {
            events.merge(table, (long) count, Long::sum);
            total += count;
        });
        last = stamp == null ? last : stamp;
        Instant now = clock.instant();
        if (Duration.between(said, now).compareTo(EVERY) >= 0) {
            say(now);
        }
    }

    void schemaChanged(SchemaChange change) {
        String tables = String.join(", ", change.tables());
        reports.activity(new Activity(
                clock.instant(),
                id,
                "schema.changed",
                Activity.Severity.INFO,
                "source " + id.name() + ": the definition changed" + (tables.isEmpty() ? "" : " of " + tables),
                Map.of("tables", change.tables(), "ddl", change.ddl(), "steps", change.steps())));
        change.gaps().forEach(this::gap);
    }

    private void gap(Gap gap) {
        String source = "source " + id.name() + ": ";
        switch (gap) {
            case Gap.RowsMissing(TableId table) ->
                warning(
                        "table.rows-missing",
                        source + "a table that was not captured is " + table
                                + " now, and the rows it had before were not captured; the table is read anew",
                        Map.of("table", table.toString()));
            case Gap.RowsUnidentified(TableId table, List<String> columns) ->
                warning(
                        "rows.unidentified",
                        source + "rows that were in " + table + " are told apart by values of "
                                + String.join(", ", columns) + " that no event brings; the table is read anew",
                        Map.of("table", table.toString(), "columns", columns));
            case Gap.RowsChangedSilently(TableId table, List<String> columns) ->
                warning(
                        "rows.changed-silently",
                        source + "rows that were in " + table + " have values in " + String.join(", ", columns)
                                + " that no event brings; take a new snapshot of the table when that matters",
                        Map.of("table", table.toString(), "columns", columns));
        }
    }

    private void warning(String type, String message, Map<String, Object> details) {
        reports.activity(new Activity(clock.instant(), id, type, Activity.Severity.WARNING, message, details));
    }

    void rereading(List<TableId> tables) {
        List<String> names = tables.stream().map(TableId::toString).toList();
        reports.activity(new Activity(
                clock.instant(),
                id,
                "snapshot.started",
                Activity.Severity.INFO,
                "source " + id.name() + ": reads " + String.join(", ", names)
                        + " anew; the log is read on from where it stands afterwards",
                Map.of("tables", names)));
    }

    void snapshotCompleted() {
        Map<String, Object> counts;
        synchronized (this) {
            counts = new LinkedHashMap<>(events);
        }
        reports.activity(new Activity(
                clock.instant(),
                id,
                "snapshot.completed",
                Activity.Severity.INFO,
                "source " + id.name() + ": the snapshot is complete, streaming goes on from it",
                Map.of("events", counts)));
    }

    private void say(Instant now) {
        said = now;
        measure(now);
        Failure failure = state instanceof SourceState.Waiting waiting ? waiting.failure() : null;
        reports.status(new Status(
                id,
                generation,
                state.label(),
                failure == null ? null : failure.cause(),
                failure == null ? null : failure.mend(),
                replica,
                since,
                now,
                details()));
    }

    /** Over a second at least: statuses may come faster. */
    private void measure(Instant now) {
        long millis = Duration.between(measured, now).toMillis();
        if (millis >= EVERY.toMillis()) {
            rate = Math.round((total - totalThen) * 10_000.0 / millis) / 10.0;
            totalThen = total;
            measured = now;
        }
    }

    private Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        if (last != null) {
            details.put("position", last.position().text());
            details.put("committedAt", micros(last.committedMicros()).toString());
        }
        details.put("events", total);
        details.put("eventsPerSecond", rate);
        details.put("tables", new LinkedHashMap<>(events));
        if (state instanceof SourceState.Waiting waiting) {
            details.put("failures", waiting.failures());
            details.put("next", waiting.next().toString());
        }
        return details;
    }

    private static Instant micros(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    private static Activity.Severity severity(SourceState state) {
        return switch (state) {
            case SourceState.Failed failed -> Activity.Severity.ERROR;
            case SourceState.Retrying retrying -> Activity.Severity.WARNING;
            case SourceState.Starting starting -> Activity.Severity.INFO;
            case SourceState.Snapshotting snapshotting -> Activity.Severity.INFO;
            case SourceState.Streaming streaming -> Activity.Severity.INFO;
            case SourceState.Paused paused -> Activity.Severity.INFO;
            case SourceState.Stopped stopped -> Activity.Severity.INFO;
        };
    }

    private String sentence(SourceState next) {
        String text = "source " + id.name() + " is " + next.label();
        return next instanceof SourceState.Waiting waiting
                ? text + ": " + waiting.failure().cause() + ". Mend: "
                        + waiting.failure().mend()
                : text;
    }
}
