package dev.freshet.sink.destination;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.event.EventStamp;
import dev.freshet.event.Operation;
import dev.freshet.event.RowChange;
import dev.freshet.event.SourcePosition;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Batches for one table of one pipeline, whose single partition stands at {@link #next}. */
final class Changes {
    private final String pipeline;
    private final String topic;
    private TableName table;
    private final Mode mode;
    private final Deletes deletes;
    private TableSchema schema;
    private long next;

    Changes(String pipeline, TableName table, TableSchema schema, Mode mode, Deletes deletes) {
        this.pipeline = pipeline;
        this.topic = "topic of " + table;
        this.table = table;
        this.schema = schema;
        this.mode = mode;
        this.deletes = deletes;
    }

    static SinkRow insert(long position, @Nullable Object... values) {
        return row(Operation.CREATE, position, values);
    }

    static SinkRow update(long position, @Nullable Object... values) {
        return row(Operation.UPDATE, position, values);
    }

    static SinkRow delete(long position, @Nullable Object... values) {
        return row(Operation.DELETE, position, values);
    }

    static SinkRow row(Operation operation, long position, @Nullable Object... values) {
        return new SinkRow(
                new RowChange(operation, values),
                new EventStamp(new SourcePosition(1, 7, position, 0), 1_700_000_000_000_000L + position));
    }

    TableName table() {
        return table;
    }

    String pipeline() {
        return pipeline;
    }

    String topic() {
        return topic;
    }

    TableSchema schema() {
        return schema;
    }

    void schema(TableSchema changed) {
        schema = changed;
    }

    /** From now on rows go there. */
    void into(TableName other) {
        table = other;
    }

    /** The next batch: one offset per row. */
    SinkBatch of(SinkRow... rows) {
        return of(List.of(rows));
    }

    SinkBatch of(List<SinkRow> rows) {
        SinkBatch batch = at(next, next + Math.max(1, rows.size()), rows);
        next += Math.max(1, rows.size());
        return batch;
    }

    /** A batch that moves from one offset to another, whatever came before. */
    SinkBatch at(long from, long to, List<SinkRow> rows) {
        return new SinkBatch(
                pipeline, topic(), table, schema, mode, deletes, rows, Map.of(0, new OffsetRange(from, to)));
    }
}
