package dev.freshet.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.local.compare.Dialect;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.compare.Side;

/** The destination of the demo, as a resource and as something to be read. */
public interface Warehouse {
    /** Rows in a table and when its newest row was committed at the source, in epoch milliseconds; 0 when empty. */
    record Level(long rows, long newestCommit) {}

    /** The Destination resource to apply. */
    ObjectNode resource();

    /** For the comparison. */
    Side side();

    /** @throws RuntimeException while the table is not there or the destination is away */
    Level level(Shape shape);

    static String levelSql(Dialect dialect, Shape shape) {
        return "SELECT count(*), coalesce(CAST(max(extract(epoch from _freshet_committed_at)) * 1000 AS BIGINT), 0) FROM "
                + dialect.table(shape);
    }
}
