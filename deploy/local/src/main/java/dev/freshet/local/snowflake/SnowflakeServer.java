package dev.freshet.local.snowflake;

import dev.freshet.local.snowflake.engine.Engine;
import dev.freshet.local.snowflake.engine.EngineSession;
import dev.freshet.local.snowflake.engine.Identity;
import dev.freshet.local.snowflake.engine.Result;
import dev.freshet.local.snowflake.engine.Warehouse;
import dev.freshet.local.snowflake.faults.Faults;
import dev.freshet.local.snowflake.protocol.Accounts;
import dev.freshet.local.snowflake.protocol.HttpProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks Snowflake's protocol on loopback and does its SQL on a DuckDB in memory, for trying and testing without an
 * account. It knows a subset and refuses the rest by name; where it is known to differ is in docs/snowflake-server.md.
 */
public final class SnowflakeServer implements AutoCloseable {
    public static final String DATABASE = "FRESHET";
    public static final String WAREHOUSE = "LOADING";
    public static final String ROLE = "FRESHET_ROLE";
    public static final String USER = "FRESHET_USER";

    private final Engine engine;
    private final Accounts accounts;
    private final Warehouse warehouse;
    private final Faults faults = new Faults();
    private final HttpProtocol protocol;

    private SnowflakeServer(int port, Path stages) {
        engine = new Engine(DATABASE, stages);
        warehouse = new Warehouse(WAREHOUSE, Duration.ofSeconds(60), System::nanoTime);
        engine.add(warehouse);
        accounts = new Accounts(Clock.systemUTC());
        accounts.add(new Accounts.User(USER, ROLE, true));
        try {
            protocol = new HttpProtocol(port, engine, accounts, faults);
        } catch (IOException e) {
            engine.close();
            throw new UncheckedIOException("The loopback server for Snowflake did not start on port " + port, e);
        }
    }

    /**
     * @param port   0: any that is free
     * @param stages folder for staged files
     */
    public static SnowflakeServer start(int port, Path stages) {
        return new SnowflakeServer(port, stages);
    }

    public int port() {
        return protocol.port();
    }

    /** For JDBC, without a user. */
    public String url() {
        return "jdbc:snowflake://127.0.0.1:" + port() + "/?ssl=off";
    }

    /** Where OAuth clients get their tokens. */
    public String oauthTokenUrl() {
        return "http://127.0.0.1:" + port() + "/oauth/token";
    }

    /** Who may log in, and how. There is {@link #USER}, who has no way in yet. */
    public Accounts accounts() {
        return accounts;
    }

    public Faults faults() {
        return faults;
    }

    public Warehouse warehouse() {
        return warehouse;
    }

    /** Every statement that was asked for, in order, since the start. */
    public List<String> statements() {
        return protocol.statements();
    }

    /** Instead of Snowflake's five minutes: when a transaction that is idle and in another one's way is rolled back. */
    public void abortIdleBlockersAfter(Duration idle) {
        engine.idleBlocker(idle);
    }

    public int openSessions() {
        return protocol.openSessions();
    }

    /** As if Snowflake had moved to other machines: every session is gone, open transactions are rolled back. */
    public void endAllSessions() {
        protocol.endAllSessions();
    }

    /** Asks in Snowflake's SQL without the protocol. Cells are in the protocol's text form. */
    public Result query(String sql) {
        try (EngineSession session = engine.open(new Identity("INSPECTOR", ROLE, false, "", "PUBLIC"))) {
            return session.inspect(sql);
        }
    }

    /** Asks the engine beneath in its own SQL; each cell as text. For comparing rows, not for clients. */
    public List<List<@Nullable String>> engineTexts(String duckDbSql) {
        return engine.texts(duckDbSql);
    }

    @Override
    public void close() {
        protocol.close();
        engine.close();
    }
}
