package dev.freshet.sink.batch;

import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.schema.TableSchema;
import java.util.List;
import java.util.Map;

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
        Map<Integer, OffsetRange> offsets) {}
