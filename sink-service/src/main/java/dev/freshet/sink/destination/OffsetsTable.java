package dev.freshet.sink.destination;

import dev.freshet.sink.batch.TableName;

/**
 * The control table: one per database or file, shared by all pipelines that write there.
 *
 * <p>Columns: pipeline, topic, part (primary key), next_offset, updated_at. A batch moves its partitions' rows from where it begins to
 * where it ends, first thing in its own transaction; a row that stands elsewhere means that another writer was here.
 */
public final class OffsetsTable {
    public static final TableName NAME = new TableName("_freshet", "_freshet_offsets");

    private OffsetsTable() {}
}
