package dev.freshet.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.local.client.Api;
import dev.freshet.local.compare.Dialect;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.compare.Side;
import dev.freshet.local.stack.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The destination of the demo, as a resource and as something to be read. */
public interface Warehouse extends AutoCloseable {
    /** Rows in a table and when its newest row was committed at the source, in epoch milliseconds; 0 when empty. */
    record Level(long rows, long newestCommit) {}

    /** The name of the resource. */
    String name();

    /** The Destination resource to apply. */
    ObjectNode resource();

    /** For the comparison. */
    Side side();

    /** @throws RuntimeException while the table is not there or the destination is away */
    Level level(Shape shape);

    /**
     * The rows of a short query as texts.
     *
     * @throws RuntimeException as {@link #level} does
     */
    List<List<@Nullable String>> texts(String sql);

    /** The preset of the pipeline's flush policy. */
    default String flush() {
        return "auto";
    }

    /** The same with names as they are at the source, where the destination would fold them otherwise. */
    default Warehouse preservingNames() {
        return this;
    }

    /** Ends what was started for it. */
    @Override
    default void close() {}

    static Warehouse of(Options.Destination destination, Stack stack, Api api) {
        return switch (destination) {
            case duckdb -> new DuckDbWarehouse(stack.run().data().resolve("warehouse.duckdb"), api);
            case postgresql -> new PostgresWarehouse(stack.postgres());
            case snowflake -> SnowflakeWarehouse.start(stack.run().data().resolve("snowflake-stages"));
        };
    }

    static String levelSql(Dialect dialect, Shape shape) {
        return "SELECT count(*), coalesce(CAST(max(extract(epoch from _freshet_committed_at)) * 1000 AS BIGINT), 0) FROM "
                + dialect.table(shape);
    }
}
