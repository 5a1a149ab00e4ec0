package dev.freshet.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.local.compare.Dialect;
import dev.freshet.local.compare.PagedSide;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.compare.Side;
import dev.freshet.local.snowflake.SnowflakeServer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loopback server for Snowflake, in this process, read from the engine beneath it. */
record SnowflakeWarehouse(SnowflakeServer server, String identifiers) implements Warehouse {
    /** A programmatic access token that opens nothing but this server. */
    static final String TOKEN = "freshet-demo";

    static final String TOKEN_VARIABLE = "FRESHET_DEMO_SNOWFLAKE_TOKEN";
    private static final int PAGE = 5_000;

    static SnowflakeWarehouse start(Path stages) {
        SnowflakeServer server = SnowflakeServer.start(0, stages);
        server.accounts().token(SnowflakeServer.USER, TOKEN);
        return new SnowflakeWarehouse(server, "upper");
    }

    @Override
    public String name() {
        return Options.Destination.snowflake.name();
    }

    @Override
    public ObjectNode resource() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "Destination")
                .put("name", name())
                .put("connector", "snowflake")
                .put("url", "http://127.0.0.1:" + server.port())
                .put("database", SnowflakeServer.DATABASE)
                .put("user", SnowflakeServer.USER)
                .put("role", SnowflakeServer.ROLE)
                .put("warehouse", SnowflakeServer.WAREHOUSE)
                .put("identifiers", identifiers)
                .put("accessToken", "${env:" + TOKEN_VARIABLE + "}");
    }

    @Override
    public String flush() {
        return "realtime";
    }

    @Override
    public Warehouse preservingNames() {
        return new SnowflakeWarehouse(server, "preserve");
    }

    @Override
    public Side side() {
        return new PagedSide(this::texts, PAGE);
    }

    @Override
    public Level level(Shape shape) {
        List<@Nullable String> row =
                texts(Warehouse.levelSql(Dialect.DUCKDB, shape)).getFirst();
        return new Level(Long.parseLong(String.valueOf(row.get(0))), Long.parseLong(String.valueOf(row.get(1))));
    }

    @Override
    public List<List<@Nullable String>> texts(String sql) {
        return server.engineTexts(sql);
    }

    @Override
    public void close() {
        server.close();
    }
}
