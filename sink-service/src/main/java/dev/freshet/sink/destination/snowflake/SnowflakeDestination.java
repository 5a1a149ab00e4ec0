package dev.freshet.sink.destination.snowflake;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.destination.Cost;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationSession;
import dev.freshet.sink.destination.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A Snowflake database. */
public final class SnowflakeDestination implements Destination {
    private final DestinationSpec spec;
    private final SnowflakeDialect dialect;
    private final SnowflakeLogin login;
    private final StagingFolder staging;
    private final long fileBytes;
    private final Map<String, CostMeter> meters = new ConcurrentHashMap<>();

    /**
     * @param name    of the resource; tags all queries
     * @param secrets gives the text with its references resolved; throws when one cannot be
     */
    public SnowflakeDestination(String name, DestinationSpec spec, UnaryOperator<String> secrets) {
        this(name, spec, secrets, StagingFolder.ofTemporaryFiles(), CsvFiles.FILE_BYTES);
    }

    /** @param fileBytes compressed, after which a new file begins */
    SnowflakeDestination(
            String name, DestinationSpec spec, UnaryOperator<String> secrets, StagingFolder staging, long fileBytes) {
        this.staging = staging;
        this.fileBytes = fileBytes;
        this.spec = spec;
        this.dialect = new SnowflakeDialect(new SnowflakeNames(spec.snowflake().preservesIdentifiers()));
        this.login = new SnowflakeLogin(name, spec, secrets);
    }

    /** Looks by statements that need no warehouse; creates and drops an empty schema, for only that proves that it may. */
    @Override
    public List<Violation> check() {
        try (Connection connection = login.open()) {
            try (Statement statement = connection.createStatement()) {
                if (!hasWarehouse(statement)) {
                    return List.of(new Violation(
                            "warehouse",
                            "role '" + spec.snowflake().role() + "' sees no warehouse '"
                                    + spec.snowflake().warehouse() + "'",
                            "GRANT USAGE, OPERATE ON WAREHOUSE "
                                    + spec.snowflake().warehouse() + " TO ROLE "
                                    + spec.snowflake().role()));
                }
                mayCreate(statement);
                return List.of();
            }
        } catch (SQLException e) {
            DestinationException known = SnowflakeErrors.of("looking at the database", e);
            boolean forbidden = e.getErrorCode() == 3001;
            return List.of(
                    forbidden
                            ? new Violation(
                                    "role",
                                    "role '" + spec.snowflake().role() + "' may not create schemas in database '"
                                            + spec.database() + "'",
                                    "GRANT CREATE SCHEMA, USAGE ON DATABASE " + spec.database() + " TO ROLE "
                                            + spec.snowflake().role())
                            : violation(known));
        } catch (DestinationException e) {
            return List.of(violation(e));
        }
    }

    private static boolean hasWarehouse(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT CURRENT_WAREHOUSE()")) {
            return rows.next() && rows.getString(1) != null;
        }
    }

    private static void mayCreate(Statement statement) throws SQLException {
        String schema = SnowflakeNames.quote(
                "_FRESHET_CHECK_" + UUID.randomUUID().toString().replace("-", ""));
        statement.execute("CREATE TRANSIENT SCHEMA " + schema);
        statement.execute("DROP SCHEMA " + schema);
    }

    private static Violation violation(DestinationException e) {
        String field = switch (e.getCause() instanceof SQLException cause ? cause.getErrorCode() : 0) {
            case 390_100, 390_101, 390_144, 390_303 -> "user";
            case 390_189, 390_186 -> "role";
            case 390_201 -> "database";
            default -> "account";
        };
        return new Violation(field, String.valueOf(e.getMessage()), e.mend());
    }

    @Override
    public DestinationSession connect() {
        Connection connection = login.open();
        return new SnowflakeSession(
                connection,
                dialect,
                new SnowflakeDefinitions(connection, dialect, spec.snowflake().currentViews()),
                this::meter,
                new CsvFiles.Room(staging, fileBytes));
    }

    private CostMeter meter(String pipeline) {
        return meters.computeIfAbsent(pipeline, name -> new CostMeter(System::nanoTime));
    }

    @Override
    public Optional<Cost> cost(String pipeline) {
        return Optional.of(meter(pipeline).cost());
    }

    @Override
    public List<String> statements(Target target, TableChange change, StoredTable table) {
        return new SnowflakeAlter(dialect).of(target, change);
    }

    @Override
    public void close() {
        staging.close();
    }
}
