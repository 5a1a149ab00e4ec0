package dev.freshet.sink.destination.duckdb;

import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.AlterProgress;
import dev.freshet.sink.destination.DestinationSession;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Target;
import dev.freshet.sink.destination.jdbc.OffsetFence;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
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
    private final DuckDbDefinitions definitions;
    private final Map<Target, Table> tables = new HashMap<>();
    private long known = -1;

    DuckDbSession(DuckDBConnection connection, DuckDbInstance instance) {
        this.connection = connection;
        this.instance = instance;
        this.staging = new DuckDbStaging(connection);
        this.definitions = new DuckDbDefinitions(connection);
    }

    /** @param covered the table has no column that the schema lacks */
    private record Table(Target target, boolean covered) {}

    @Override
    public Map<Integer, Long> nextOffsets(String pipeline, String topic) {
        alone("reading the offsets of " + topic, () -> {
            for (String sql : DuckDbDialect.CREATE_OFFSETS) {
                definitions.execute(sql);
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
    public Optional<StoredTable> table(TableName table) {
        try {
            return definitions.table(table);
        } catch (SQLException e) {
            throw DuckDbErrors.of("reading the columns of " + table, e);
        }
    }

    @Override
    public void evolve(SinkBatch batch, List<TableChange> changes, AlterProgress progress) {
        Target target = Target.of(batch);
        alone("changing " + target.table(), () -> {
            target.requireSameMode(definitions.columns(target.table()));
            instance.tableChanged();
            definitions.evolve(target, changes, progress);
            for (MetadataColumn column : target.metadata()) {
                definitions.execute(DuckDbDialect.addColumn(target.table(), column));
            }
        });
    }

    @Override
    public void change(SinkBatch batch, List<TableChange> changes) {
        commit(batch, changes);
    }

    @Override
    public void write(SinkBatch batch) {
        commit(batch, List.of());
    }

    private void commit(SinkBatch batch, List<TableChange> changes) {
        alone("writing to " + batch.target(), () -> {
            Table table = batch.rows().isEmpty() ? null : table(Target.of(batch));
            Target target = table == null
                    ? new Target(batch.target(), batch.schema(), batch.mode(), batch.deletes())
                    : table.target();
            List<Portion> portions = Portion.of(target, batch.rows());
            if (!changes.isEmpty()) {
                instance.tableChanged();
            }
            try {
                inTransaction(() -> {
                    OffsetFence.move(connection, batch);
                    definitions.change(target, changes);
                    staging.apply(target, portions, table != null && table.covered());
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

    /** The target with the table's own types. Looked up again after any change of a table only: the catalog is slow to ask. */
    private Table table(Target target) throws SQLException {
        if (known != instance.tableChanges()) {
            known = instance.tableChanges();
            tables.clear();
        }
        Table table = tables.get(target);
        if (table == null) {
            Set<String> existing = definitions.columns(target.table());
            target.requireSameMode(existing);
            StoredTable stored =
                    definitions.table(target.table()).orElseGet(() -> new StoredTable(List.of(), List.of()));
            table = new Table(
                    target.on(stored, type -> DuckDbTypes.mapping(type).column()), target.covers(existing));
            tables.put(target, table);
        }
        return table;
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
