package dev.freshet.control.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place to write to.
 *
 * @param connector {@code duckdb} or {@code postgresql}
 * @param path      duckdb: the database file
 * @param host      postgresql
 * @param port      postgresql, 5432 by default
 * @param database  postgresql
 * @param user      postgresql
 * @param password  postgresql: a secret reference
 * @param config    connection properties, verbatim
 */
public record DestinationSpec(
        String connector,
        @Nullable String path,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> config)
        implements Spec {
    public static final List<String> CONNECTORS = List.of("duckdb", "postgresql");
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
            default -> {
                // said above; the other fields cannot be judged
            }
        }
        return rules.violations();
    }

    private void duckdb(Rules rules) {
        rules.required("path", path, "Name the database file, e.g. /var/lib/freshet/analytics.duckdb.");
        rules.absent("host", host, connector);
        rules.absent("port", port, connector);
        rules.absent("database", database, connector);
        rules.absent("user", user, connector);
        rules.absent("password", password, connector);
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
        rules.config(config, OWNED_POSTGRESQL);
    }
}
