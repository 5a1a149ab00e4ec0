package dev.freshet.sink.destination.snowflake;

import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.destination.DestinationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The control tables over one connection, and the transactions that move them. */
final class SnowflakeControl {
    private static final Logger LOG = Logger.getLogger(SnowflakeControl.class);

    private final Connection connection;
    private final SnowflakeDefinitions definitions;
    private final String mark;
    private final Function<String, CostMeter> meters;

    /**
     * @param mark   of this session, in the names of its transactions
     * @param meters by pipeline
     */
    SnowflakeControl(
            Connection connection, SnowflakeDefinitions definitions, String mark, Function<String, CostMeter> meters) {
        this.connection = connection;
        this.definitions = definitions;
        this.mark = mark;
        this.meters = meters;
    }

    void create(String topic) throws SQLException {
        definitions.execute(SnowflakeControlDialect.createControl(topic));
    }

    /**
     * Ends the transactions that other sessions have open for this topic: that of a sink that was killed would keep its locks for minutes.
     * Snowflake lets a user end its own in any session, without a privilege and without a warehouse. Their staged files are to be gone
     * before: a COPY cannot ask whether its transaction still is.
     */
    void abortOthers(String pipeline, String topic) {
        String prefix = SnowflakeControlDialect.transactions(pipeline, topic);
        try {
            List<Long> others = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(SnowflakeControlDialect.SHOW_TRANSACTIONS)) {
                while (rows.next()) {
                    String name = String.valueOf(rows.getString("name")).toUpperCase(Locale.ROOT);
                    if (name.startsWith(prefix)
                            && !name.equals(SnowflakeControlDialect.transaction(pipeline, topic, mark))) {
                        others.add(rows.getLong("id"));
                    }
                }
            }
            for (long id : others) {
                LOG.infof("pipeline=%s topic=%s ends transaction %d of a session before this one", pipeline, topic, id);
                definitions.execute(SnowflakeControlDialect.abort(id));
            }
        } catch (SQLException e) {
            LOG.warnf(
                    "pipeline=%s topic=%s cannot look for open transactions of sessions before this one, which may keep it waiting for five minutes: %s",
                    pipeline, topic, e.getMessage());
        }
    }

    /** For each partition that was written from before: the next offset to read. */
    Map<Integer, Long> offsets(String pipeline, String topic) throws SQLException {
        Map<Integer, Long> offsets = new TreeMap<>();
        long begun = meters.apply(pipeline).now();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SnowflakeControlDialect.readOffsets(pipeline, topic))) {
            while (rows.next()) {
                offsets.put(rows.getInt(1), rows.getLong(2));
            }
        }
        meters.apply(pipeline).used(begun);
        return offsets;
    }

    /** @throws DestinationException.Stale when one is elsewhere than the batch begins */
    void requireOffsets(SinkBatch batch) throws SQLException {
        Map<Integer, Long> stored = offsets(batch.pipeline(), batch.topic());
        batch.offsets().forEach((partition, range) -> {
            if (stored.getOrDefault(partition, 0L) != range.from()) {
                throw stale(batch, partition + " is not at offset " + range.from());
            }
        });
    }

    private static DestinationException.Stale stale(SinkBatch batch, String what) {
        return new DestinationException.Stale(
                "pipeline " + batch.pipeline() + ", topic " + batch.topic() + ", partition " + what);
    }

    @FunctionalInterface
    interface Body {
        /** @param within condition that every statement is to ask which changes rows */
        void run(String within) throws SQLException;
    }

    /** Fence first, then the body: applied with the offsets or not at all. */
    void inTransaction(SinkBatch batch, Body body) throws SQLException {
        definitions.execute(SnowflakeControlDialect.begin(batch.pipeline(), batch.topic(), mark));
        CostMeter meter = meters.apply(batch.pipeline());
        long begun = meter.now();
        try {
            String within =
                    SnowflakeControlDialect.within(definitions.number(SnowflakeControlDialect.CURRENT_TRANSACTION));
            fence(batch, within);
            body.run(within);
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        }
        definitions.execute("COMMIT");
        meter.used(begun);
    }

    private void fence(SinkBatch batch, String within) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.executeUpdate(SnowflakeControlDialect.fence(batch, within))
                    != batch.offsets().size()) {
                throw stale(batch, batch.offsets() + " are not all where the batch begins");
            }
        }
        boolean first = batch.offsets().values().stream().anyMatch(range -> range.from() == 0);
        if (first
                && definitions.number(SnowflakeControlDialect.countOffsets(batch))
                        != batch.offsets().size()) {
            throw stale(batch, batch.offsets() + " were written by another session at the same time");
        }
    }

    private void rollback(Exception cause) {
        try {
            definitions.execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
