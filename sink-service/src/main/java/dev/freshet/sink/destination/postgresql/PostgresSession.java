package dev.freshet.sink.destination.postgresql;

import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One connection. Sessions that write the same partitions wait for each other at the control table, in the order of partitions. */
final class PostgresSession implements DestinationSession {
    /** Each commit clears all of a session's stages, so that they are few. */
    private static final int MAX_STAGES = 16;

    /** Another session was creating the same at the same time. */
    private static final Set<String> CREATED_MEANWHILE = Set.of("23505", "42P06", "42P07", "42701");

    private final Connection connection;
    private final CopyBuffer buffer = new CopyBuffer();
    private final LinkedHashMap<Target, PostgresStaging> stages = new LinkedHashMap<>(16, 0.75f, true);
    private int created;

    PostgresSession(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Map<Integer, Long> nextOffsets(String pipeline, String topic) {
        String what = "reading the offsets of " + topic;
        ddl(what, () -> {
            if (columns(OffsetsTable.NAME).isEmpty()) {
                createSchema(OffsetsTable.NAME.schema());
                execute(PostgresDialect.CREATE_OFFSETS);
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
    public Optional<Set<String>> columns(TableName table) {
        Set<String> all = allColumns(table);
        return all.isEmpty() ? Optional.empty() : Optional.of(MetadataColumn.without(all));
    }

    /** Freshet's own among them; none when there is no such table. */
    private Set<String> allColumns(TableName table) {
        try (PreparedStatement statement = connection.prepareStatement(PostgresDialect.READ_COLUMNS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            Set<String> columns = new LinkedHashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            return columns;
        } catch (SQLException e) {
            throw PostgresErrors.of("reading the columns of " + table, e);
        }
    }

    @Override
    public void evolve(SinkBatch batch, List<TableChange> changes) {
        Target target = Target.of(batch);
        target.requireSameMode(allColumns(target.table()));
        ddl("changing " + target.table(), () -> {
            for (TableChange change : changes) {
                switch (change) {
                    case TableChange.CreateTable create -> {
                        createSchema(target.table().schema());
                        execute(PostgresDialect.createTable(target));
                    }
                    case TableChange.AddColumn(var column) ->
                        execute(PostgresDialect.addColumn(target.table(), column));
                }
            }
            for (MetadataColumn column : target.metadata()) {
                execute(PostgresDialect.addColumn(target.table(), column));
            }
        });
    }

    /** CREATE SCHEMA asks for the privilege even where the schema exists: so it is looked for first. */
    private void createSchema(String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PostgresDialect.SCHEMA_EXISTS)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    return;
                }
            }
        }
        execute(PostgresDialect.createSchema(schema));
    }

    @Override
    public void write(SinkBatch batch) {
        Target target = Target.of(batch);
        List<Portion> portions = Portion.of(target, batch.rows());
        try {
            PostgresStaging staging = stage(target);
            connection.setAutoCommit(false);
            try {
                OffsetFence.move(connection, batch);
                staging.apply(portions, buffer);
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

    private PostgresStaging stage(Target target) throws SQLException {
        PostgresStaging staging = stages.get(target);
        if (staging == null) {
            if (stages.size() >= MAX_STAGES) {
                Iterator<PostgresStaging> eldest = stages.values().iterator();
                eldest.next().drop();
                eldest.remove();
            }
            target.requireSameMode(allColumns(target.table()));
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

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
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
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw PostgresErrors.of("closing a connection", e);
        }
    }
}
