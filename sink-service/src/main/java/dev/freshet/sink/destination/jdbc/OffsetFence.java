package dev.freshet.sink.destination.jdbc;

import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.OffsetsTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Moves a batch's offsets in the control table, first thing in the batch's transaction. */
public final class OffsetFence {
    private static final String TABLE = "\"" + OffsetsTable.NAME.schema() + "\".\"" + OffsetsTable.NAME.table() + "\"";

    /** A partition's first batch: from = 0. A row that is there already must be at 0 too. */
    public static final String FIRST = """
            INSERT INTO %s AS t (next_offset, pipeline, topic, part, updated_at) VALUES (?, ?, ?, ?, now())
            ON CONFLICT (pipeline, topic, part) DO UPDATE SET next_offset = excluded.next_offset, updated_at = now()
            WHERE t.next_offset = ?""".formatted(TABLE);

    public static final String MOVE = """
            UPDATE %s SET next_offset = ?, updated_at = now()
            WHERE pipeline = ? AND topic = ? AND part = ? AND next_offset = ?""".formatted(TABLE);

    private OffsetFence() {}

    /**
     * Partitions in their order, so that two writers do not wait for each other.
     *
     * @throws DestinationException.Stale when the control table is not where the batch begins
     */
    public static void move(Connection connection, SinkBatch batch) throws SQLException {
        for (Map.Entry<Integer, OffsetRange> partition : new TreeMap<>(batch.offsets()).entrySet()) {
            OffsetRange range = partition.getValue();
            try (PreparedStatement statement = connection.prepareStatement(range.from() == 0 ? FIRST : MOVE)) {
                statement.setLong(1, range.to());
                statement.setString(2, batch.pipeline());
                statement.setString(3, batch.topic());
                statement.setInt(4, partition.getKey());
                statement.setLong(5, range.from());
                if (statement.executeUpdate() != 1) {
                    throw new DestinationException.Stale("pipeline " + batch.pipeline() + ", topic " + batch.topic()
                            + ", partition " + partition.getKey() + " is not at offset " + range.from());
                }
            }
        }
    }
}
