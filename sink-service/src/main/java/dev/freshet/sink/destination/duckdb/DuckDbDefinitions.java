package dev.freshet.sink.destination.duckdb;

import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.StoredTable.StoredColumn;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.AlterProgress;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Target;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/** Tables' definitions, read and changed over one connection. */
final class DuckDbDefinitions {
    private final DuckDBConnection connection;

    DuckDbDefinitions(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** Freshet's own among them; none when there is no such table. */
    Set<String> columns(TableName table) throws SQLException {
        Set<String> columns = new LinkedHashSet<>();
        read(table, rows -> columns.add(rows.getString("column_name")));
        return columns;
    }

    /** The key is what is NOT NULL: Freshet makes nothing else so. */
    Optional<StoredTable> table(TableName table) throws SQLException {
        List<StoredColumn> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        read(table, rows -> {
            String name = rows.getString("column_name");
            boolean nullable = rows.getBoolean("is_nullable");
            if (!nullable) {
                key.add(name);
            }
            if (!name.startsWith(MetadataColumn.PREFIX)) {
                String type = rows.getString("data_type");
                columns.add(new StoredColumn(name, DuckDbTypes.columnType(type), type, nullable));
            }
        });
        return columns.isEmpty() ? Optional.empty() : Optional.of(new StoredTable(columns, key));
    }

    @FunctionalInterface
    private interface Reading {
        void row(ResultSet rows) throws SQLException;
    }

    private void read(TableName table, Reading reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DuckDbDialect.READ_COLUMNS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    requireSameSpelling(table, new TableName(rows.getString(1), rows.getString(2)));
                    reading.row(rows);
                }
            }
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

    /** Outside of a transaction: each step of a change is one. */
    void evolve(Target target, List<TableChange> changes, AlterProgress progress) throws SQLException {
        for (TableChange change : changes) {
            if (change instanceof TableChange.KeyChanged(List<String> from, List<String> to)) {
                requireKey(target.table(), to);
            }
            List<List<String>> steps = DuckDbAlter.of(target, change);
            for (int step = 0; step < steps.size(); step++) {
                progress.begins(change, step + 1, steps.size());
                inTransaction(steps.get(step));
            }
        }
    }

    private void inTransaction(List<String> statements) throws SQLException {
        execute("BEGIN");
        try {
            for (String sql : statements) {
                execute(sql);
            }
            execute("COMMIT");
        } catch (SQLException e) {
            execute("ROLLBACK");
            throw e;
        }
    }

    /** DuckDB would not notice, for its tables have no primary keys. */
    private void requireKey(TableName table, List<String> key) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DuckDbAlter.unlike(table, key))) {
            if (!rows.next() || !rows.getBoolean(1)) {
                throw new DestinationException.Rejected(
                        "changing " + table + " failed: its rows are not told apart by (" + String.join(", ", key)
                                + ")",
                        "give the rows that are there the values that they have at the source",
                        null);
            }
        }
    }

    /** Within the caller's transaction. */
    void change(Target target, List<TableChange> changes) throws SQLException {
        for (TableChange change : changes) {
            if (change instanceof TableChange.RenameTable(String to)) {
                makeRoom(new TableName(target.table().schema(), to));
            }
            for (List<String> statements : DuckDbAlter.of(target, change)) {
                for (String sql : statements) {
                    execute(sql);
                }
            }
        }
    }

    /** A table that was kept under this name moves aside. */
    private void makeRoom(TableName table) throws SQLException {
        if (!columns(table).isEmpty()) {
            TableName aside = new TableName(table.schema(), table.table() + "__old");
            makeRoom(aside);
            execute(DuckDbAlter.renameTable(table, aside.table()));
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
