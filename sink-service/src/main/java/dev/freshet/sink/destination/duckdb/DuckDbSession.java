package dev.freshet.sink.destination.duckdb;

import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationSession;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Target;
import dev.freshet.sink.destination.jdbc.OffsetFence;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;

/** One connection. Writing waits for its turn among the sessions of the file. */
final class DuckDbSession implements DestinationSession {
    private final DuckDBConnection connection;
    private final DuckDbInstance instance;
    private final DuckDbStaging staging;
    private final Map<Target, Boolean> covering = new HashMap<>();
    private long known = -1;

    DuckDbSession(DuckDBConnection connection, DuckDbInstance instance) {
        this.connection = connection;
        this.instance = instance;
        this.staging = new DuckDbStaging(connection);
    }

    @Override
    public Map<Integer, Long> nextOffsets(String pipeline, String topic) {
        alone("reading the offsets of " + topic, () -> {
            for (String sql : DuckDbDialect.CREATE_OFFSETS) {
                execute(sql);
            }
        });
        try (PreparedStatement statement = connection.prepareStatement(DuckDbDialect.READ_OFFSETS)) {
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
            throw DuckDbErrors.of("reading the offsets of " + topic, e);
        }
    }

    @Override
    public Optional<Set<String>> columns(TableName table) {
        Set<String> all = allColumns(table);
        return all.isEmpty() ? Optional.empty() : Optional.of(MetadataColumn.without(all));
    }

    /** Freshet's own among them; none when there is no such table. */
    private Set<String> allColumns(TableName table) {
        try (PreparedStatement statement = connection.prepareStatement(DuckDbDialect.READ_COLUMNS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            Set<String> columns = new LinkedHashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    requireSameSpelling(table, new TableName(rows.getString(1), rows.getString(2)));
                    columns.add(rows.getString(3));
                }
            }
            return columns;
        } catch (SQLException e) {
            throw DuckDbErrors.of("reading the columns of " + table, e);
        }
    }

    /** DuckDB does not tell Orders from orders; two tables of the source would silently become one. */
    private static void requireSameSpelling(TableName wanted, TableName found) {
        if (!wanted.equals(found)) {
            throw new DestinationException.Misconfigured(
                    wanted + " and " + found + " are the same name to DuckDB",
                    "name one of them otherwise with schema or table of its pipeline",
                    null);
        }
    }

    @Override
    public void evolve(SinkBatch batch, List<TableChange> changes) {
        Target target = Target.of(batch);
        target.requireSameMode(allColumns(target.table()));
        alone("changing " + target.table(), () -> {
            instance.tableChanged();
            for (TableChange change : changes) {
                switch (change) {
                    case TableChange.CreateTable ignored -> {
                        for (String sql : DuckDbDialect.createTable(target)) {
                            execute(sql);
                        }
                    }
                    case TableChange.AddColumn(var column) -> execute(DuckDbDialect.addColumn(target.table(), column));
                }
            }
            for (MetadataColumn column : target.metadata()) {
                execute(DuckDbDialect.addColumn(target.table(), column));
            }
        });
    }

    @Override
    public void write(SinkBatch batch) {
        Target target = Target.of(batch);
        List<Portion> portions = Portion.of(target, batch.rows());
        alone("writing to " + target.table(), () -> {
            try {
                inTransaction(() -> {
                    OffsetFence.move(connection, batch);
                    staging.apply(target, portions, covers(target));
                });
            } catch (SQLException e) {
                if (DuckDbErrors.outOfMemory(e)) {
                    instance.checkpointNow(connection);
                }
                throw e;
            }
            instance.checkpointWhenDue(connection);
        });
    }

    /** Looked up again after any change of a table only: the catalog is slow to ask. */
    private boolean covers(Target target) {
        if (known != instance.tableChanges()) {
            known = instance.tableChanges();
            covering.clear();
        }
        return covering.computeIfAbsent(target, t -> {
            Set<String> existing = allColumns(t.table());
            t.requireSameMode(existing);
            return t.covers(existing);
        });
    }

    private void inTransaction(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void rollback(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
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

    private void alone(String what, Work work) {
        instance.writing().lock();
        try {
            work.run();
        } catch (SQLException e) {
            throw DuckDbErrors.of(what, e);
        } finally {
            instance.writing().unlock();
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw DuckDbErrors.of("closing a connection", e);
        }
    }
}
