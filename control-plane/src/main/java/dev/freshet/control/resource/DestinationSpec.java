package dev.freshet.control.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place to write to.
 *
 * @param connector {@code duckdb}, {@code postgresql} or {@code snowflake}
 * @param path      duckdb: the database file
 * @param host      postgresql
 * @param port      postgresql, 5432 by default
 * @param database  postgresql, snowflake
 * @param user      postgresql, snowflake
 * @param password  postgresql, snowflake (for trials): a secret reference
 * @param config    connection properties, verbatim
 * @param snowflake what only snowflake has
 */
public record DestinationSpec(
        String connector,
        @Nullable String path,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> config,
        SnowflakeSettings snowflake)
        implements Spec {
    public static final List<String> CONNECTORS = List.of("duckdb", "postgresql", "snowflake");
    public static final int POSTGRESQL_PORT = 5432;

    private static final Map<String, String> OWNED_DUCKDB =
            Map.of("access_mode", "the sink writes to the file", "path", "use the field path");
    private static final Map<String, String> OWNED_POSTGRESQL = Map.of(
            "url", "use the fields host, port and database",
            "host", "use the field host",
            "port", "use the field port",
            "database", "use the field database",
            "PGDBNAME", "use the field database",
            "user", "use the field user",
            "password", "use the field password",
            "readOnly", "the sink writes",
            "autosave", "the sink decides what a transaction holds");

    private static final Map<String, String> OWNED_SNOWFLAKE = Map.ofEntries(
            Map.entry("account", "use the field account"),
            Map.entry("user", "use the field user"),
            Map.entry("password", "use the field password"),
            Map.entry("role", "use the field role"),
            Map.entry("warehouse", "use the field warehouse"),
            Map.entry("db", "use the field database"),
            Map.entry("database", "use the field database"),
            Map.entry("schema", "tables are named with their schema"),
            Map.entry("authenticator", "it follows from the secret that is given"),
            Map.entry("private_key*", "use the fields privateKey and privateKeyPassphrase"),
            Map.entry("token", "use the field accessToken or oauthToken"),
            Map.entry("oauth*", "use the fields whose names begin with oauth"),
            Map.entry("ssl", "it follows from url"),
            Map.entry("TIMEZONE", "values are written in UTC"),
            Map.entry("QUOTED_IDENTIFIERS_IGNORE_CASE", "use the field identifiers"),
            Map.entry("ERROR_ON_NONDETERMINISTIC_MERGE", "the sink relies on it"),
            Map.entry("TRANSACTION_ABORT_ON_ERROR", "the sink relies on it"),
            Map.entry("JDBC_QUERY_RESULT_FORMAT", "the sink reads JSON"));

    /** Of a connector that has nothing of its own. */
    public DestinationSpec(
            String connector,
            @Nullable String path,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String database,
            @Nullable String user,
            @Nullable String password,
            Map<String, String> config) {
        this(connector, path, host, port, database, user, password, config, SnowflakeSettings.NONE);
    }

    public DestinationSpec {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    @Override
    public Kind kind() {
        return Kind.DESTINATION;
    }

    @Override
    public List<Violation> violations() {
        Rules rules = new Rules();
        rules.oneOf("connector", connector, CONNECTORS);
        switch (connector) {
            case "duckdb" -> duckdb(rules);
            case "postgresql" -> postgresql(rules);
            case "snowflake" -> snowflake(rules);
            default -> {
                // said above; the other fields cannot be judged
            }
        }
        return rules.violations();
    }

    private void noSnowflake(Rules rules) {
        if (!snowflake.equals(SnowflakeSettings.NONE)) {
            rules.add(
                    snowflake.warehouse() != null ? "warehouse" : "account",
                    "does not apply to " + connector,
                    "Remove it, and the other fields that only snowflake has.");
        }
    }

    private void snowflake(Rules rules) {
        rules.absent("path", path, connector);
        rules.absent("host", host, connector);
        rules.absent("port", port, connector);
        rules.required("database", database, "Name the database to write to.");
        rules.required("user", user, "Name the user of the service.");
        snowflake.violations(rules, password);
        rules.config(config, OWNED_SNOWFLAKE);
    }

    private void duckdb(Rules rules) {
        rules.required("path", path, "Name the database file, e.g. /var/lib/freshet/analytics.duckdb.");
        rules.absent("host", host, connector);
        rules.absent("port", port, connector);
        rules.absent("database", database, connector);
        rules.absent("user", user, connector);
        rules.absent("password", password, connector);
        noSnowflake(rules);
        rules.config(config, OWNED_DUCKDB);
    }

    private void postgresql(Rules rules) {
        rules.absent("path", path, connector);
        rules.required("host", host, "Name the database server, e.g. warehouse.example.com.");
        if (port == null) {
            rules.add(
                    "port",
                    "is missing",
                    "Give a number from 1 to 65535; PostgreSQL's own is " + POSTGRESQL_PORT + ".");
        } else {
            rules.port("port", port);
        }
        rules.required("database", database, "Name the database to write to.");
        rules.required("user", user, "Name the database user that may create schemas and tables.");
        rules.secret("password", password);
        noSnowflake(rules);
        rules.config(config, OWNED_POSTGRESQL);
    }
}
