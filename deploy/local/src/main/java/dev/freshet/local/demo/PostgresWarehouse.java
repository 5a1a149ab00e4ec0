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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of the stack. */
record PostgresWarehouse(PostgresServer server) implements Warehouse {
    @Override
    public String name() {
        return Options.Destination.postgresql.name();
    }

    @Override
    public ObjectNode resource() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "Destination")
                .put("name", name())
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
        List<@Nullable String> row =
                texts(Warehouse.levelSql(Dialect.POSTGRESQL, shape)).getFirst();
        return new Level(Long.parseLong(String.valueOf(row.get(0))), Long.parseLong(String.valueOf(row.get(1))));
    }

    @Override
    public List<List<@Nullable String>> texts(String sql) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable String> cells = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(result.getString(i));
                }
                rows.add(cells);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("The destination is away: " + e.getMessage(), e);
        }
    }
}
