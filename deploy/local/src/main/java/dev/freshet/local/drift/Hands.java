package dev.freshet.local.drift;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Does steps in MySQL and notes when. Safe for as many threads as it has connections. */
final class Hands implements AutoCloseable {
    /** Opens a connection that is closed here. */
    @FunctionalInterface
    interface Connections {
        Connection open() throws SQLException;
    }

    private final BlockingQueue<Connection> idle;
    private final Commits commits;
    private final StatementLog log;
    private final Clock clock;

    Hands(Connections connections, int count, Commits commits, StatementLog log, Clock clock) throws SQLException {
        this.idle = new ArrayBlockingQueue<>(count);
        this.commits = commits;
        this.log = log;
        this.clock = clock;
        for (int i = 0; i < count; i++) {
            idle.add(connections.open());
        }
    }

    /** The database and its first tables. */
    void open(List<Step> steps) {
        with(connection -> execute(connection, "CREATE DATABASE " + Table.DATABASE + " CHARACTER SET utf8mb4"));
        for (Step step : steps) {
            switch (step) {
                case Step.Write write -> run(write);
                case Step.Alter alter -> {
                    with(connection -> execute(connection, alter.change().sql()));
                    log.opening(alter.change());
                }
            }
        }
    }

    void run(Step step) {
        switch (step) {
            case Step.Write write -> with(connection -> write(connection, write));
            case Step.Alter alter -> with(connection -> alter(connection, alter));
        }
    }

    private interface Work {
        void with(Connection connection) throws SQLException;
    }

    private void with(Work work) {
        try {
            Connection connection = idle.take();
            try {
                work.with(connection);
            } finally {
                idle.add(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("MySQL refused a step of the script: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private void write(Connection connection, Step.Write write) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // the driver would otherwise look for its own words in braces, which JSON has many of
            statement.setEscapeProcessing(false);
            for (String sql : write.sql()) {
                statement.addBatch(sql);
            }
            statement.executeBatch();
        }
        long before = clock.millis();
        connection.commit();
        write.touched().forEach((table, touch) -> commits.committed(table, before, touch));
    }

    private void alter(Connection connection, Step.Alter alter) throws SQLException {
        long start = clock.millis();
        try {
            execute(connection, alter.change().sql());
        } catch (SQLException e) {
            throw new SQLException(alter.change().sql() + ": " + e.getMessage(), e);
        }
        commits.changed(alter.change());
        log.add(new Ran(alter.number(), alter.change(), start, clock.millis()));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : idle) {
            connection.close();
        }
    }
}
