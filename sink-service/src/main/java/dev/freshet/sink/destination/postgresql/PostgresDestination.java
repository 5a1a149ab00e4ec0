package dev.freshet.sink.destination.postgresql;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationSession;
import dev.freshet.sink.destination.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database. Secrets are resolved anew for each connection, so that a rotated password is found. */
public final class PostgresDestination implements Destination {
    private static final int DEFAULT_PORT = 5432;

    private final String name;
    private final DestinationSpec spec;
    private final UnaryOperator<String> secrets;

    /**
     * @param name    of the resource, shown by the server as the connection's application
     * @param secrets gives the text with its references resolved; throws when one cannot be
     */
    public PostgresDestination(String name, DestinationSpec spec, UnaryOperator<String> secrets) {
        this.name = name;
        this.spec = spec;
        this.secrets = secrets;
    }

    @Override
    public List<Violation> check() {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PostgresDialect.CHECK)) {
            rows.next();
            if (rows.getBoolean("read_only")) {
                return List.of(new Violation("host", "the server is read-only", "name the primary server"));
            }
            if (!rows.getBoolean("may_create")) {
                return List.of(new Violation(
                        "user",
                        "user '" + spec.user() + "' may not create schemas in database '" + spec.database() + "'",
                        "GRANT CREATE ON DATABASE " + PostgresDialect.quote(String.valueOf(spec.database())) + " TO "
                                + PostgresDialect.quote(String.valueOf(spec.user()))));
            }
            return List.of();
        } catch (SQLException e) {
            return List.of(violation(PostgresErrors.of("looking at the database", e)));
        } catch (DestinationException e) {
            return List.of(violation(e));
        }
    }

    private static Violation violation(DestinationException e) {
        String field = switch (e.getCause() instanceof SQLException cause ? String.valueOf(cause.getSQLState()) : "") {
            case "28000", "28P01", "42501" -> "user";
            case "3D000" -> "database";
            default -> "host";
        };
        return new Violation(field, String.valueOf(e.getMessage()), e.mend());
    }

    @Override
    public DestinationSession connect() {
        return new PostgresSession(open());
    }

    @Override
    public List<String> statements(Target target, TableChange change, StoredTable table) {
        // one that is yet to be made gets its name from the server
        String key = table.keyName().isEmpty() ? target.table().table() + "_pkey" : table.keyName();
        return PostgresAlter.of(target, change, key).stream()
                .flatMap(List::stream)
                .toList();
    }

    private Connection open() {
        String url = "jdbc:postgresql://" + required(spec.host(), "host") + ":"
                + (spec.port() == null ? DEFAULT_PORT : spec.port()) + "/";
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "freshet " + name);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "150");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false");
        spec.config().forEach((key, value) -> properties.setProperty(key, secrets.apply(value)));
        properties.setProperty("PGDBNAME", required(spec.database(), "database"));
        properties.setProperty("user", secrets.apply(required(spec.user(), "user")));
        if (spec.password() != null) {
            properties.setProperty("password", secrets.apply(spec.password()));
        }
        try {
            return prepared(DriverManager.getConnection(url, properties));
        } catch (SQLException e) {
            throw PostgresErrors.of("connecting to " + url + spec.database(), e);
        }
    }

    private static Connection prepared(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(String.join(";", PostgresDialect.SETTINGS));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new DestinationException.Misconfigured(
                    "destination '" + name + "' has no " + field, "set " + field, null);
        }
        return value;
    }

    /** Nothing is kept between sessions. */
    @Override
    public void close() {}
}
