package dev.freshet.sink.destination.postgresql;

import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.StoredTable.StoredColumn;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.AlterProgress;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables' definitions, read and changed over one connection. */
final class PostgresDefinitions {
    private final Connection connection;

    PostgresDefinitions(Connection connection) {
        this.connection = connection;
    }

    /** Freshet's own columns among them; none when there is no such table. */
    Set<String> columns(TableName table) throws SQLException {
        Set<String> columns = new LinkedHashSet<>();
        read(table, rows -> columns.add(rows.getString("name")));
        return columns;
    }

    Optional<StoredTable> table(TableName table) throws SQLException {
        List<StoredColumn> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        StringBuilder keyName = new StringBuilder();
        read(table, rows -> {
            String name = rows.getString("name");
            if (rows.getBoolean("is_key")) {
                key.add(name);
                keyName.replace(0, keyName.length(), rows.getString("key_name"));
            }
            if (!name.startsWith(MetadataColumn.PREFIX)) {
                String type = rows.getString("type");
                columns.add(new StoredColumn(name, PostgresTypes.columnType(type), type, !rows.getBoolean("not_null")));
            }
        });
        return columns.isEmpty() && key.isEmpty()
                ? Optional.empty()
                : Optional.of(new StoredTable(columns, key, keyName.toString()));
    }

    @FunctionalInterface
    private interface Reading {
        void row(ResultSet rows) throws SQLException;
    }

    private void read(TableName table, Reading reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PostgresDialect.READ_COLUMNS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reading.row(rows);
                }
            }
        }
    }

    /** Outside of a transaction: each step of a change is one. */
    void evolve(Target target, List<TableChange> changes, AlterProgress progress) throws SQLException {
        for (TableChange change : changes) {
            if (change instanceof TableChange.CreateTable) {
                createSchema(target.table().schema());
            }
            if (change instanceof TableChange.EndRebuild(String name)) {
                progress.begins(change, 1, 1);
                swap(target, new TableName(target.table().schema(), name));
                continue;
            }
            List<List<String>> steps = PostgresAlter.of(target, change, key(target.table()));
            for (int step = 0; step < steps.size(); step++) {
                progress.begins(change, step + 1, steps.size());
                inTransaction(steps.get(step));
            }
        }
    }

    /** Who may read the table may go on; the constraint keeps its name. */
    private void swap(Target target, TableName fresh) throws SQLException {
        TableName table = target.table();
        List<String> steps = new ArrayList<>(grants(table, fresh));
        String constraint = key(table);
        String made = key(fresh);
        PostgresAlter.of(target, new TableChange.EndRebuild(fresh.table()), constraint)
                .forEach(steps::addAll);
        if (!constraint.isEmpty() && !made.isEmpty()) {
            steps.add(PostgresAlter.renameConstraint(table, made, constraint));
        }
        inTransaction(steps);
    }

    private List<String> grants(TableName from, TableName to) throws SQLException {
        List<String> grants = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PostgresDialect.READ_GRANTS)) {
            statement.setString(1, to.schema());
            statement.setString(2, to.table());
            statement.setString(3, from.schema());
            statement.setString(4, from.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    grants.add(rows.getString(1));
                }
            }
        }
        return grants;
    }

    private void inTransaction(List<String> statements) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (String sql : statements) {
                execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Within the caller's transaction. */
    void change(Target target, List<TableChange> changes) throws SQLException {
        for (TableChange change : changes) {
            if (change instanceof TableChange.RenameTable(String to)) {
                makeRoom(new TableName(target.table().schema(), to));
            }
            for (List<String> statements : PostgresAlter.of(target, change, key(target.table()))) {
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
            execute(PostgresAlter.renameTable(table, aside.table()));
        }
    }

    private String key(TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PostgresDialect.READ_KEY)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    /** CREATE SCHEMA asks for the privilege even where the schema exists: so it is looked for first. */
    void createSchema(String schema) throws SQLException {
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

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
