package dev.freshet.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.local.compare.Dialect;
import dev.freshet.local.compare.JdbcSide;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.compare.Side;
import dev.freshet.local.stack.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server of the stack. */
record PostgresWarehouse(PostgresServer server) implements Warehouse {
    @Override
    public ObjectNode resource() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "Destination")
                .put("name", Demo.DESTINATION)
                .put("connector", "postgresql")
                .put("host", "127.0.0.1")
                .put("port", server.port())
                .put("database", PostgresServer.DATABASE)
                .put("user", PostgresServer.USER)
                .put("password", "${env:FRESHET_DEMO_POSTGRES_PASSWORD}");
    }

    @Override
    public Side side() {
        return new JdbcSide(Dialect.POSTGRESQL, server::connect);
    }

    @Override
    public Level level(Shape shape) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Warehouse.levelSql(Dialect.POSTGRESQL, shape))) {
            row.next();
            return new Level(row.getLong(1), row.getLong(2));
        } catch (SQLException e) {
            throw new IllegalStateException("The destination is away: " + e.getMessage(), e);
        }
    }
}
