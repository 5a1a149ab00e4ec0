package dev.freshet.local.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A MySQL or PostgreSQL server, streamed through a connection of its own per table. Sessions are set to UTC. */
public record JdbcSide(Dialect dialect, Connections connections) implements Side {
    /** Opens a connection; the caller closes it. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    @Override
    public Rows rows(Shape shape) {
        try {
            return new Cursor(shape, dialect, connections.open());
        } catch (SQLException e) {
            throw new Unreadable("Could not read " + shape.schema() + "." + shape.table() + ": " + e.getMessage(), e);
        }
    }

    private static final class Cursor implements Rows {
        private final Shape shape;
        private final Connection connection;
        private final ResultSet rows;

        Cursor(Shape shape, Dialect dialect, Connection connection) throws SQLException {
            this.shape = shape;
            this.connection = connection;
            try {
                rows = open(shape, dialect, connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }

        private static ResultSet open(Shape shape, Dialect dialect, Connection connection) throws SQLException {
            boolean mysql = dialect == Dialect.MYSQL;
            try (Statement setting = connection.createStatement()) {
                setting.execute(mysql ? "SET time_zone = '+00:00'" : "SET TIME ZONE 'UTC'");
            }
            connection.setAutoCommit(mysql);
            Statement statement = connection.createStatement();
            // MySQL's driver streams row by row only when told so by this value
            statement.setFetchSize(mysql ? Integer.MIN_VALUE : 5_000);
            return statement.executeQuery(dialect.select(shape, ""));
        }

        @Override
        public @Nullable Row next() {
            try {
                if (!rows.next()) {
                    return null;
                }
                List<@Nullable String> texts = new ArrayList<>();
                for (int i = 1; i <= shape.columns().size(); i++) {
                    texts.add(rows.getString(i));
                }
                return Row.of(shape, texts);
            } catch (SQLException e) {
                throw new Unreadable("Reading " + shape.table() + " broke off: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new Unreadable("Could not close the connection: " + e.getMessage(), e);
            }
        }
    }
}
