package dev.freshet.sink.destination.snowflake;

import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.StoredTable.StoredColumn;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.AlterProgress;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tables' definitions, read and changed over one connection, never inside a transaction. */
final class SnowflakeDefinitions {
    private final Connection connection;
    private final SnowflakeDialect dialect;
    private final SnowflakeAlter alter;
    private final SnowflakeRebuild rebuild;
    private final boolean currentViews;

    /** @param currentViews whether each history has a view of the current state beside it */
    SnowflakeDefinitions(Connection connection, SnowflakeDialect dialect, boolean currentViews) {
        this.currentViews = currentViews;
        this.connection = connection;
        this.dialect = dialect;
        this.alter = new SnowflakeAlter(dialect);
        this.rebuild = new SnowflakeRebuild(this, alter);
    }

    /** Names as at the source, Freshet's own columns among them; none when there is no such table. */
    Set<String> columns(TableName table) throws SQLException {
        Set<String> columns = new LinkedHashSet<>();
        read(table).forEach(column -> columns.add(column.source()));
        return columns;
    }

    Optional<StoredTable> table(TableName table) throws SQLException {
        List<Stored> all = read(table);
        List<StoredColumn> columns = all.stream()
                .filter(column -> !column.source().startsWith(MetadataColumn.PREFIX))
                .map(column -> new StoredColumn(
                        column.source(), SnowflakeTypes.columnType(column.type()), column.type(), column.nullable()))
                .toList();
        List<String> key = all.stream().filter(Stored::key).map(Stored::source).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(new StoredTable(columns, key));
    }

    record Stored(String name, String source, String type, boolean nullable, boolean key) {}

    List<Stored> read(TableName table) throws SQLException {
        List<Stored> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(dialect.describe(table))) {
            while (rows.next()) {
                String name = rows.getString("name");
                columns.add(new Stored(
                        name,
                        dialect.names().source(name, rows.getString("comment")),
                        rows.getString("type"),
                        "Y".equals(rows.getString("null?")),
                        "Y".equals(rows.getString("primary key"))));
            }
        } catch (SQLException e) {
            if (e.getErrorCode() != SnowflakeErrors.MISSING && e.getErrorCode() != SnowflakeErrors.UNKNOWN_OBJECT) {
                throw e;
            }
        }
        return columns;
    }

    /** Orders and orders of the source would silently become one table. */
    void requireOwn(TableName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(dialect.showTable(table))) {
            while (rows.next()) {
                if (SnowflakeNames.ofAnother(table, rows.getString("comment"))) {
                    throw new DestinationException.Misconfigured(
                            table + " would be written to a table whose comment is '" + rows.getString("comment") + "'",
                            "name one of the two otherwise with schema or table of its pipeline, or set identifiers: preserve",
                            null);
                }
            }
        }
    }

    /** What the schema needs, and what was broken off before. */
    void evolve(Target target, List<TableChange> changes, AlterProgress progress) throws SQLException {
        TableName table = target.table();
        for (TableChange change : changes) {
            progress.begins(change, 1, 1);
            switch (change) {
                case TableChange.CreateTable create -> {
                    execute(dialect.createSchema(table.schema()));
                    run(alter.of(target, change));
                }
                case TableChange.AddColumn(Column column) -> add(target, column);
                case TableChange.KeyChanged(List<String> from, List<String> to) -> {
                    requireKey(table, to);
                    run(alter.of(target, change));
                }
                case TableChange.EndRebuild(String name) -> rebuild.end(table, SnowflakeAlter.beside(table, name));
                default -> run(alter.of(target, change));
            }
        }
        List<Stored> now = read(table);
        for (MetadataColumn column : target.metadata()) {
            if (now.stream().noneMatch(stored -> stored.source().equals(column.column()))) {
                execute(dialect.addColumn(table, column));
            }
        }
        if (target.mode() == Mode.UPSERT && now.stream().noneMatch(Stored::key)) {
            // a table of somebody else's, or a copy of a key column that was broken off
            execute(alter.primaryKey(table, target.schema().key()));
        }
        if (currentViews
                && target.mode() == Mode.APPEND
                && !target.schema().key().isEmpty()) {
            execute(alter.currentView(table, shown(table), target.schema().key()));
        }
    }

    private List<String> shown(TableName table) throws SQLException {
        List<String> columns = new ArrayList<>(columns(table));
        columns.remove(MetadataColumn.OPERATION.column());
        return columns;
    }

    private void add(Target target, Column column) throws SQLException {
        List<Stored> now = read(target.table());
        String name = dialect.names().column(column.name());
        String copy = dialect.names().column(alter.copyName(column.name()));
        if (now.stream().anyMatch(stored -> stored.name().equals(name))) {
            run(alter.comment(target.table(), column.name()));
        } else if (now.stream().anyMatch(stored -> stored.name().equals(copy))) {
            run(alter.finishCopy(target.table(), column.name()));
        } else {
            run(alter.of(target, new TableChange.AddColumn(column)));
        }
    }

    /** Snowflake would not notice: it tells keys and does not enforce them. */
    private void requireKey(TableName table, List<String> key) throws SQLException {
        if (number(dialect.unlike(table, key)) != 0) {
            throw new DestinationException.Rejected(
                    "changing " + table + " failed: its rows are not told apart by (" + String.join(", ", key) + ")",
                    "give the rows that are there the values that they have at the source",
                    null);
        }
    }

    /**
     * What a statement proved. It cannot be one transaction with the offsets, so each step can be taken up: the control table counts the steps,
     * and of the one that may have been done already the table itself tells.
     */
    void change(SinkBatch batch, Target target, List<TableChange> changes) throws SQLException {
        String note = new TreeMap<>(batch.offsets()).toString();
        boolean counted = changes.stream()
                        .filter(TableChange.RenameColumn.class::isInstance)
                        .count()
                > 1;
        int done = counted ? (int) number(SnowflakeControlDialect.readSteps(batch, note)) : 0;
        for (int step = done; step < changes.size(); step++) {
            TableChange change = changes.get(step);
            if (!isDone(target.table(), change)) {
                apply(target, change);
            }
            if (counted) {
                execute(SnowflakeControlDialect.writeSteps(batch, note, step + 1));
            }
        }
    }

    private void apply(Target target, TableChange change) throws SQLException {
        TableName table = target.table();
        boolean leaves = change instanceof TableChange.RenameTable || change instanceof TableChange.DropTable;
        if (currentViews && leaves) {
            execute(alter.dropCurrentView(table));
        }
        switch (change) {
            case TableChange.RenameTable(String to) -> {
                TableName renamed = new TableName(table.schema(), to);
                makeRoom(renamed);
                run(alter.of(target, change));
                execute(alter.commentTable(renamed));
            }
            case TableChange.BeginRebuild(String name, List<String> key) ->
                rebuild.begin(table, SnowflakeAlter.beside(table, name));
            default -> run(alter.of(target, change));
        }
    }

    /** What is to be done within the transaction of the offsets, where nobody who was fenced can do it. */
    List<String> fenced(TableName table, List<TableChange> changes) {
        return changes.stream()
                .filter(TableChange.BeginRebuild.class::isInstance)
                .map(TableChange.BeginRebuild.class::cast)
                .map(begin -> alter.empty(SnowflakeAlter.beside(table, begin.name())))
                .toList();
    }

    private boolean isDone(TableName table, TableChange change) throws SQLException {
        return switch (change) {
            case TableChange.RenameColumn(String from, String to) -> {
                Set<String> now = columns(table);
                yield !now.contains(from) && now.contains(to);
            }
            case TableChange.ReplaceColumn(Column column, var from, String aside) -> {
                Set<String> now = columns(table);
                yield now.contains(column.name()) && now.contains(aside);
            }
            case TableChange.RenameTable(String to) ->
                columns(table).isEmpty()
                        && !columns(new TableName(table.schema(), to)).isEmpty();
            default -> false;
        };
    }

    /** A table that was kept under this name moves aside. */
    private void makeRoom(TableName table) throws SQLException {
        if (!columns(table).isEmpty()) {
            TableName aside = new TableName(table.schema(), table.table() + "__old");
            makeRoom(aside);
            execute(alter.renameTable(table, aside.table()));
            execute(alter.commentTable(aside));
        }
    }

    void run(List<String> statements) throws SQLException {
        for (String sql : statements) {
            execute(sql);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** First cell of the first row; 0 when there is none. */
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
