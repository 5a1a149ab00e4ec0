package dev.freshet.sink.destination.postgresql;

import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.AlterProgress;
import dev.freshet.sink.destination.DestinationSession;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.OffsetsTable;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Target;
import dev.freshet.sink.destination.jdbc.OffsetFence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One connection. Sessions that write the same partitions wait for each other at the control table, in the order of partitions. */
final class PostgresSession implements DestinationSession {
    /** Each commit clears all of a session's stages, so that they are few. */
    private static final int MAX_STAGES = 16;

    private static final int PROBE_SECONDS = 10;

    /** Another session was creating the same at the same time. */
    private static final Set<String> CREATED_MEANWHILE = Set.of("23505", "42P06", "42P07", "42701");

    private final Connection connection;
    private final CopyBuffer buffer = new CopyBuffer();
    private final LinkedHashMap<Target, PostgresStaging> stages = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<TableName, StoredTable> tables = new HashMap<>();
    private final PostgresDefinitions definitions;
    private int created;

    PostgresSession(Connection connection) {
        this.connection = connection;
        this.definitions = new PostgresDefinitions(connection);
    }

    @Override
    public Map<Integer, Long> nextOffsets(String pipeline, String topic) {
        String what = "reading the offsets of " + topic;
        ddl(what, () -> {
            if (definitions.columns(OffsetsTable.NAME).isEmpty()) {
                definitions.createSchema(OffsetsTable.NAME.schema());
                definitions.execute(PostgresDialect.CREATE_OFFSETS);
            }
        });
        try (PreparedStatement statement = connection.prepareStatement(PostgresDialect.READ_OFFSETS)) {
            statement.setString(1, pipeline);
            statement.setString(2, topic);
            Map<Integer, Long> offsets = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    offsets.put(rows.getInt(1), rows.getLong(2));
                }
            }
            return offsets;
        } catch (SQLException e) {
            throw PostgresErrors.of(what, e);
        }
    }

    @Override
    public Optional<StoredTable> table(TableName table) {
        try {
            return definitions.table(table);
        } catch (SQLException e) {
            throw PostgresErrors.of("reading the columns of " + table, e);
        }
    }

    @Override
    public void evolve(SinkBatch batch, List<TableChange> changes, AlterProgress progress) {
        Target target = Target.of(batch);
        ddl("changing " + target.table(), () -> {
            target.requireSameMode(definitions.columns(target.table()));
            if (changes.stream().anyMatch(TableChange::rewrites)) {
                beInNoHurry();
            }
            definitions.evolve(target, changes, progress);
            for (MetadataColumn column : target.metadata()) {
                definitions.execute(PostgresDialect.addColumn(target.table(), column));
            }
        });
        forget(target.table());
    }

    @Override
    public void change(SinkBatch batch, List<TableChange> changes) {
        commit(batch, changes);
        forget(batch.target());
    }

    /** A table is rewritten as long as it takes: the limits of batches do not hold for the rest of this session. */
    private void beInNoHurry() throws SQLException {
        definitions.execute("SET statement_timeout = 0");
        connection.setNetworkTimeout(Runnable::run, 0);
    }

    /** Its stages and statements were made for what the table was. */
    private void forget(TableName table) {
        tables.remove(table);
        stages.entrySet().removeIf(entry -> {
            boolean stale = entry.getKey().table().equals(table);
            if (stale) {
                ddl("forgetting a stage of " + table, () -> entry.getValue().drop());
            }
            return stale;
        });
    }

    @Override
    public void write(SinkBatch batch) {
        commit(batch, List.of());
    }

    private void commit(SinkBatch batch, List<TableChange> changes) {
        Target target = target(batch);
        List<Portion> portions = Portion.of(target, batch.rows());
        try {
            PostgresStaging staging = portions.isEmpty() ? null : stage(target);
            connection.setAutoCommit(false);
            try {
                OffsetFence.move(connection, batch);
                definitions.change(target, changes);
                if (staging != null) {
                    staging.apply(portions, buffer);
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollback(e);
                throw e;
            } finally {
                autoCommit();
            }
        } catch (SQLException e) {
            throw PostgresErrors.of("writing to " + target.table(), e);
        }
    }

    private Target target(SinkBatch batch) {
        if (batch.rows().isEmpty()) {
            return new Target(batch.target(), batch.schema(), batch.mode(), batch.deletes());
        }
        Target target = Target.of(batch);
        StoredTable stored = tables.computeIfAbsent(
                target.table(), name -> table(name).orElseGet(() -> new StoredTable(List.of(), List.of())));
        return target.on(stored, type -> PostgresTypes.mapping(type).column());
    }

    private PostgresStaging stage(Target target) throws SQLException {
        PostgresStaging staging = stages.get(target);
        if (staging == null) {
            if (stages.size() >= MAX_STAGES) {
                Iterator<PostgresStaging> eldest = stages.values().iterator();
                eldest.next().drop();
                eldest.remove();
            }
            target.requireSameMode(definitions.columns(target.table()));
            staging = new PostgresStaging(connection, target, ++created);
            stages.put(target, staging);
        }
        return staging;
    }

    private void rollback(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** A dead connection has been reported by what failed on it. */
    private void autoCommit() throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(true);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private void ddl(String what, Work work) {
        try {
            try {
                work.run();
            } catch (SQLException e) {
                if (!CREATED_MEANWHILE.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                work.run();
            }
        } catch (SQLException e) {
            throw PostgresErrors.of(what, e);
        }
    }

    @Override
    public void probe() {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(PROBE_SECONDS);
            statement.execute("SELECT 1");
        } catch (SQLException e) {
            throw PostgresErrors.of("looking whether the server is there", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw PostgresErrors.of("closing a connection", e);
        }
    }
}
