package dev.freshet.sink.batch;

import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.event.RowChange;
import dev.freshet.evolution.StoredTable;
import dev.freshet.schema.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one commit writes to one table.
 *
 * <p>In upsert mode the rows hold at most one change per key, and the schema has a key. In append mode they hold every change, in
 * source order per key.
 *
 * @param topic   topic that the rows came from; with the pipeline and the partition the identity of an offset
 * @param schema  order and types of the rows' values; every column exists in the target when the batch is written
 * @param offsets per Kafka partition what this commit moves past; may cover records that left no row (superseded, dead letters)
 */
public record SinkBatch(
        String pipeline,
        String topic,
        TableName target,
        TableSchema schema,
        PipelineSpec.Mode mode,
        PipelineSpec.Deletes deletes,
        List<SinkRow> rows,
        Map<Integer, OffsetRange> offsets) {
    /** The same rows without the columns that the table lacks. */
    public SinkBatch within(StoredTable table) {
        int[] kept = IntStream.range(0, schema.columns().size())
                .filter(i -> table.has(schema.columns().get(i).name()))
                .toArray();
        if (kept.length == schema.columns().size()) {
            return this;
        }
        TableSchema narrow = new TableSchema(
                IntStream.of(kept).mapToObj(schema.columns()::get).toList(), schema.key(), schema.enforced());
        List<SinkRow> narrowed = rows.stream()
                .map(row -> new SinkRow(within(row.change(), kept), row.stamp(), row.more()))
                .toList();
        return new SinkBatch(pipeline, topic, target, narrow, mode, deletes, narrowed, offsets);
    }

    private static RowChange within(RowChange change, int[] kept) {
        @Nullable Object[] values = change.values();
        @Nullable
        Object[] narrowed = values.length == 0
                ? values
                : IntStream.of(kept).mapToObj(i -> values[i]).toArray();
        return new RowChange(change.operation(), narrowed);
    }
}
