package dev.freshet.sink.destination.snowflake;

import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.snowflake.SnowflakeDefinitions.Stored;
import java.sql.SQLException;
import java.util.List;

/** Makes a table anew beside itself. Every step can be said again, also by a sink that was thought dead. */
final class SnowflakeRebuild {
    private final SnowflakeDefinitions definitions;
    private final SnowflakeAlter alter;

    SnowflakeRebuild(SnowflakeDefinitions definitions, SnowflakeAlter alter) {
        this.definitions = definitions;
        this.alter = alter;
    }

    /**
     * Definitions cannot be fenced, so that one of the same columns is left as it is, and emptied in the transaction of the offsets: a sink
     * that was fenced takes no rows of its successor's away.
     */
    void begin(TableName table, TableName beside) throws SQLException {
        List<Stored> wanted = definitions.read(table);
        List<Stored> there = definitions.read(beside);
        if (!there.isEmpty() && !there.equals(wanted)) {
            definitions.execute(alter.drop(beside));
        }
        if (!there.equals(wanted)) {
            definitions.execute(alter.like(beside, table));
        }
        definitions.execute(alter.commentTable(beside));
        for (Stored column : wanted) {
            definitions.run(alter.comment(beside, column.source()));
        }
    }

    void end(TableName table, TableName beside) throws SQLException {
        if (!definitions.read(beside).isEmpty()) {
            definitions.run(alter.takePlace(table, beside));
        }
    }
}
