package dev.freshet.acceptance;

import dev.freshet.local.compare.PagedSide;
import dev.freshet.local.compare.Side;
import dev.freshet.local.snowflake.SnowflakeServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The loopback server for Snowflake with one way in, as a destination of a {@link House}. */
final class SnowflakeAccount implements AutoCloseable {
    private static final String TOKEN = "freshet-test";
    private static final String VARIABLE = "SNOWFLAKE_TOKEN";
    private static final int PAGE = 5_000;

    private final SnowflakeServer server;

    private SnowflakeAccount(SnowflakeServer server) {
        this.server = server;
    }

    /** @param stages folder for staged files */
    static SnowflakeAccount open(Path stages) {
        SnowflakeServer server = SnowflakeServer.start(0, stages);
        server.accounts().token(SnowflakeServer.USER, TOKEN);
        return new SnowflakeAccount(server);
    }

    /** The house's secrets, and this account's. */
    static Map<String, String> secrets() {
        Map<String, String> secrets = new HashMap<>(House.SECRETS);
        secrets.put(VARIABLE, TOKEN);
        return secrets;
    }

    /** @param identifiers {@code upper} or {@code preserve} */
    String destination(String name, String identifiers) {
        return """
                kind: Destination
                name: %s
                connector: snowflake
                url: http://127.0.0.1:%d
                database: %s
                user: %s
                role: %s
                warehouse: %s
                identifiers: %s
                accessToken: ${env:%s}
                """.formatted(
                        name,
                        server.port(),
                        SnowflakeServer.DATABASE,
                        SnowflakeServer.USER,
                        SnowflakeServer.ROLE,
                        SnowflakeServer.WAREHOUSE,
                        identifiers,
                        VARIABLE);
    }

    SnowflakeServer server() {
        return server;
    }

    /** A session that is idle in a transaction which another waits for loses it so soon; Snowflake's five minutes make a long test. */
    void abortIdleBlockersAfter(Duration idle) {
        server.abortIdleBlockersAfter(idle);
    }

    Side side() {
        return new PagedSide(this::texts, PAGE);
    }

    /** In the SQL of the engine beneath. */
    List<List<@Nullable String>> texts(String sql) {
        return server.engineTexts(sql);
    }

    /** First column of the first row, as text. */
    @Nullable
    String value(String sql) {
        return texts(sql).getFirst().getFirst();
    }

    @Override
    public void close() {
        server.close();
    }
}
