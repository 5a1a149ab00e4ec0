package dev.freshet.sink.destination.postgresql;

import dev.freshet.event.Operation;
import dev.freshet.schema.Unavailable;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The bulk path for one target: its temporary table, writers and statements, kept for the life of the session. */
final class PostgresStaging {
    private record Shape(Portion.Kind kind, BitSet carried) {}

    private final Connection connection;
    private final Target target;
    private final String table;
    private final PostgresTypes.Writer[] writers;
    private final List<MetadataColumn> metadata;
    private final Map<Shape, PreparedStatement> statements = new HashMap<>();

    /** Creates the temporary table; outside of a transaction, so that no rollback takes it away. */
    PostgresStaging(Connection connection, Target target, int number) throws SQLException {
        this.connection = connection;
        this.target = target;
        this.table = PostgresDialect.staging(number);
        this.writers = target.columns().stream()
                .map(column -> PostgresTypes.writer(column.type()))
                .toArray(PostgresTypes.Writer[]::new);
        this.metadata = target.stagedMetadata();
        try (var statement = connection.createStatement()) {
            statement.execute(PostgresDialect.createStaging(target, table));
        }
    }

    /** Stages all portions in one COPY, then applies each in one statement. Within the caller's transaction, which clears the stage. */
    void apply(List<Portion> portions, CopyBuffer buffer) throws SQLException {
        if (portions.isEmpty()) {
            return;
        }
        copy(portions, buffer);
        for (int number = 0; number < portions.size(); number++) {
            PreparedStatement statement = statement(portions.get(number));
            statement.setInt(1, number);
            statement.executeUpdate();
        }
    }

    private PreparedStatement statement(Portion portion) throws SQLException {
        Shape shape = new Shape(portion.kind(), portion.columns());
        PreparedStatement statement = statements.get(shape);
        if (statement == null) {
            statement = connection.prepareStatement(
                    PostgresDialect.apply(target, table, portion.kind(), portion.columns()));
            statements.put(shape, statement);
        }
        return statement;
    }

    private void copy(List<Portion> portions, CopyBuffer buffer) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(PostgresDialect.copy(table));
        try {
            buffer.begin();
            for (int number = 0; number < portions.size(); number++) {
                for (SinkRow row : portions.get(number).rows()) {
                    buffer.row(copy, 1 + writers.length + metadata.size());
                    buffer.putInt(2);
                    buffer.putShort(number);
                    put(portions.get(number), row, buffer);
                }
            }
            buffer.end(copy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void put(Portion portion, SinkRow row, CopyBuffer buffer) {
        @Nullable Object[] values = row.change().values();
        for (int i = 0; i < writers.length; i++) {
            Object value = portion.carries(i) && i < values.length ? values[i] : null;
            if (value == null || value == Unavailable.VALUE) {
                buffer.putNull();
            } else {
                put(i, value, buffer);
            }
        }
        for (MetadataColumn column : metadata) {
            switch (column) {
                case POSITION -> buffer.putText(row.stamp().position().text());
                case COMMITTED_AT ->
                    PostgresTypes.writeMicros(buffer, row.stamp().committedMicros());
                case DELETED -> {
                    buffer.putInt(1);
                    buffer.putByte(row.change().operation() == Operation.DELETE ? 1 : 0);
                }
                case ROWS -> {
                    buffer.putInt(4);
                    buffer.putInt(row.more());
                }
                case OPERATION -> buffer.putText(row.change().operation().code());
                case APPLIED_AT -> throw new IllegalArgumentException("said by the destination itself");
            }
        }
    }

    private void put(int column, Object value, CopyBuffer buffer) {
        try {
            writers[column].write(buffer, value);
        } catch (ClassCastException e) {
            throw new DestinationException.Rejected(
                    "column '" + target.columns().get(column).name() + "' of " + target.table()
                            + " holds a value that is not of its type",
                    "the record contradicts its own schema: look at it",
                    e);
        }
    }

    /** Forgets the table. */
    void drop() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        try (var statement = connection.createStatement()) {
            statement.execute(PostgresDialect.dropStaging(table));
        }
    }
}
