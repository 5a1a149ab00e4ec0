package dev.freshet.sink.apply;

import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.event.DefinitionChange;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.EventStamp;
import dev.freshet.event.Operation;
import dev.freshet.event.RowChange;
import dev.freshet.event.TableId;
import dev.freshet.evolution.DefinitionPlan;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.EvolutionPolicy.OnRenameTable;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.StoredTable.StoredColumn;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.Progress;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.route.TargetNames;
import dev.freshet.sink.route.TopicPattern;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Applies definition changes once all rows before them are written. Used by one thread. */
final class DefinitionWriter {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final TableSchema NO_COLUMNS = new TableSchema(List.of(), List.of());

    private final String pipeline;
    private final PipelineSpec spec;
    private final TargetNames names;
    private final ApplyListener listener;
    private final Pattern topics;
    private final Clock clock;
    /** Tables that were moved by this writer, with the statement's position. */
    private final Set<String> moved = new HashSet<>();

    private final Map<TableName, Instant> waiting = new HashMap<>();

    DefinitionWriter(String pipeline, PipelineSpec spec, TargetNames names, ApplyListener listener, Clock clock) {
        this.topics = TopicPattern.of(spec.source(), spec.tables());
        this.clock = clock;
        this.pipeline = pipeline;
        this.spec = spec;
        this.names = names;
        this.listener = listener;
    }

    /** As {@link BatchWriter#change}. */
    Map<Integer, Long> write(Take boundary, OpenSession session) {
        Arrival first = boundary.arrivals().getFirst();
        DefinitionChange change = Objects.requireNonNull(first.definition(), "a boundary is a definition change");
        TableName target = names.target(boundary.topic());
        StoredTable stored = session.table(target).orElse(null);
        EvolutionPolicy policy =
                spec.schemaChanges().of(names.table(boundary.topic()).toString());
        change.steps().forEach(step -> {
            if (step instanceof Step.TableContinued(TableId from) && policy.onRenameTable() == OnRenameTable.RENAME) {
                awaitRename(from, target, first, session);
            }
        });
        DefinitionPlan plan = DefinitionPlan.of(
                target.table(),
                stored,
                change,
                policy,
                table -> sibling(table, target).orElse(null));
        Optional<TableName> rebuilt = session.rebuilt(target);
        Progress progress = new Progress(boundary.next());
        Map<Integer, OffsetRange> offsets = progress.ranges(boundary.arrivals());
        if (rebuilt.isPresent()) {
            if (change.steps().contains(new Step.SnapshotEnded())) {
                throw ended(boundary.topic(), target, rebuilt.get(), session);
            }
            plan = withoutRebuild(plan, rebuilt.get());
        }
        boolean truncate = plan.truncate() && stored != null && !stored.key().isEmpty();
        session.change(batch(boundary.topic(), target, stored, truncate ? first.stamp() : null, offsets), plan);
        progress.advance(offsets);
        if (plan.changes().stream().anyMatch(TableChange.RenameTable.class::isInstance)) {
            moved.add(names.table(boundary.topic()) + "@" + position(first));
        }
        if (plan.truncate() && !truncate) {
            listener.truncateIgnored(boundary.topic(), target);
        }
        listener.changed(boundary.topic(), target, change, plan.changes(), truncate);
        return progress.next();
    }

    /** The table is whole beside itself: it takes its place in a session of its own, and then this boundary is met again. */
    private RewriteNeeded ended(String topic, TableName target, TableName rebuilt, OpenSession session) {
        StoredTable fresh = session.table(rebuilt).orElseThrow();
        session.forget();
        SinkBatch batch =
                new SinkBatch(pipeline, topic, target, schema(fresh), spec.mode(), spec.deletes(), List.of(), Map.of());
        return new RewriteNeeded(batch, List.of(new TableChange.EndRebuild(rebuilt.table())));
    }

    /** A table that leaves its name, or is not there, leaves what was begun beside it. */
    private static DefinitionPlan withoutRebuild(DefinitionPlan plan, TableName rebuilt) {
        boolean goes = plan.changes().stream()
                .anyMatch(
                        change -> change instanceof TableChange.RenameTable || change instanceof TableChange.DropTable);
        if (!goes) {
            return plan;
        }
        List<TableChange> changes = new ArrayList<>(List.of(new TableChange.AbandonRebuild(rebuilt.table())));
        changes.addAll(plan.changes());
        return new DefinitionPlan(changes, plan.truncate());
    }

    /**
     * Rows of a renamed table must not come before the table that they go on in: that one is moved here when its own topic comes to the
     * statement. Not waited for when this pipeline does not read that topic, or for ever: what was moved may have been made anew.
     */
    private void awaitRename(TableId from, TableName target, Arrival boundary, OpenSession session) {
        Optional<String> old = sibling(from, target);
        boolean read = topics.matcher(spec.source() + "." + from).matches();
        if (old.isEmpty() || !read || moved.contains(from + "@" + position(boundary))) {
            return;
        }
        boolean there = session.table(new TableName(target.schema(), old.get())).isPresent();
        Instant since = waiting.computeIfAbsent(target, t -> clock.instant());
        if (there && Duration.between(since, clock.instant()).compareTo(PATIENCE) < 0) {
            throw new NotYet(target + " waits until " + from + " is renamed");
        }
        waiting.remove(target);
    }

    private static String position(Arrival boundary) {
        return Objects.requireNonNull(boundary.stamp(), "a boundary has a position")
                .position()
                .text();
    }

    /** What a table of the source is called in the destination schema of this one. */
    private Optional<String> sibling(TableId table, TableName target) {
        TableName name = names.target(table);
        return name.schema().equals(target.schema()) ? Optional.of(name.table()) : Optional.empty();
    }

    /** @param truncated rows older than this are to go; null: none */
    private SinkBatch batch(
            String topic,
            TableName target,
            @Nullable StoredTable stored,
            @Nullable EventStamp truncated,
            Map<Integer, OffsetRange> offsets) {
        boolean keyed = stored != null && !stored.key().isEmpty();
        List<SinkRow> rows = truncated == null
                ? List.of()
                : List.of(new SinkRow(new RowChange(Operation.TRUNCATE, new Object[0]), truncated));
        return new SinkBatch(
                pipeline,
                topic,
                target,
                stored == null || truncated == null ? NO_COLUMNS : schema(stored),
                keyed ? spec.mode() : PipelineSpec.Mode.APPEND,
                spec.deletes(),
                rows,
                offsets);
    }

    private static TableSchema schema(StoredTable stored) {
        return new TableSchema(
                stored.columns().stream().map(DefinitionWriter::column).toList(), stored.key());
    }

    private static Column column(StoredColumn stored) {
        ColumnType type = stored.type() == null ? new ColumnType.Text() : stored.type();
        return new Column(stored.name(), type, stored.nullable());
    }
}
