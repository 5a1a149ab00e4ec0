package dev.freshet.sink.apply;

import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.event.DefinitionChange;
import dev.freshet.event.EventStamp;
import dev.freshet.event.Operation;
import dev.freshet.event.RowChange;
import dev.freshet.evolution.DefinitionPlan;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.StoredTable.StoredColumn;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Applies definition changes once all rows before them are written. Used by one thread. */
final class DefinitionWriter {
    private static final TableSchema NO_COLUMNS = new TableSchema(List.of(), List.of());

    private final String pipeline;
    private final PipelineSpec spec;
    private final TargetNames names;
    private final ApplyListener listener;

    DefinitionWriter(String pipeline, PipelineSpec spec, TargetNames names, ApplyListener listener) {
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
        DefinitionPlan plan = DefinitionPlan.of(target.table(), stored, change, policy);
        boolean truncate = plan.truncate() && stored != null && !stored.key().isEmpty();
        Progress progress = new Progress(boundary.next());
        Map<Integer, OffsetRange> offsets = progress.ranges(boundary.arrivals());
        session.change(batch(boundary.topic(), target, stored, truncate ? first.stamp() : null, offsets), plan);
        progress.advance(offsets);
        if (plan.truncate() && !truncate) {
            listener.truncateIgnored(boundary.topic(), target);
        }
        listener.changed(boundary.topic(), target, change, plan.changes(), truncate);
        return progress.next();
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
