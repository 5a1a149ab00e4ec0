package dev.freshet.sink.destination.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.control.resource.Violation;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.local.stack.PostgresServer;
import dev.freshet.local.stack.Stack;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationSession;
import dev.freshet.sink.destination.Ledger;
import dev.freshet.sink.destination.NamedKeyContract;
import dev.freshet.sink.destination.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresDestinationIT extends NamedKeyContract {
    private static Stack stack;
    private static PostgresServer server;
    private static PostgresDestination destination;

    @BeforeAll
    static void start() {
        stack = Stack.plan().postgres().start();
        server = stack.postgres();
        destination = as(PostgresServer.USER, PostgresServer.DATABASE, server.port());
    }

    @AfterAll
    static void stop() {
        destination.close();
        stack.close();
    }

    private static PostgresDestination as(String user, String database, int port) {
        DestinationSpec spec =
                new DestinationSpec("postgresql", null, "127.0.0.1", port, database, user, "${env:PASSWORD}", Map.of());
        UnaryOperator<String> secrets = text -> text.equals("${env:PASSWORD}") ? PostgresServer.PASSWORD : text;
        return new PostgresDestination("warehouse", spec, secrets);
    }

    @Override
    protected Destination destination() {
        return destination;
    }

    @Override
    protected List<String> select(TableName table, List<String> expressions) {
        String columns = expressions.stream().map(e -> "(" + e + ")::text").collect(Collectors.joining(", "));
        List<String> lines = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT " + columns + " FROM " + quote(table.schema()) + "." + quote(table.table()))) {
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= expressions.size(); i++) {
                    cells.add(String.valueOf(rows.getString(i)));
                }
                lines.add(String.join("|", cells));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return lines.stream().sorted().toList();
    }

    @Override
    protected List<List<String>> copy(Target target, TableChange.WidenColumn change) {
        return PostgresAlter.of(target, change, "");
    }

    @Override
    protected void run(List<String> statements) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected String canonical(ColumnType type, String column) {
        return switch (type) {
            case ColumnType.Bytes b -> "encode(" + column + ", 'hex')";
            case ColumnType.Time t -> "(extract(epoch from " + column + ") * 1000000)::bigint";
            case ColumnType.Timestamp t -> "(extract(epoch from " + column + ") * 1000000)::bigint";
            case ColumnType.Instant i -> "(extract(epoch from " + column + ") * 1000000)::bigint";
            case ColumnType t -> Objects.requireNonNull(column);
        };
    }

    @Test
    void aKeyThatSomebodyNamedIsShownByItsName() {
        TableName table = new TableName("public", "somebodys");
        run(List.of("CREATE TABLE somebodys (id integer, code integer, CONSTRAINT chosen PRIMARY KEY (id))"));
        StoredTable stored;
        try (DestinationSession own = destination().connect()) {
            stored = own.table(table).orElseThrow();
        }
        Target target = new Target(table, new TableSchema(List.of(), List.of()), Mode.UPSERT, Deletes.HARD);
        assertThat(destination().statements(target, new TableChange.KeyChanged(List.of("id"), List.of("code")), stored))
                .contains("ALTER TABLE \"public\".\"somebodys\" DROP CONSTRAINT \"chosen\"");
    }

    @Test
    void aServerKilledWhileWritingLosesNothingAndRepeatsNothing() throws Exception {
        Ledger ledger = new Ledger(destination, 60, 2_000, "ledger");
        Semaphore written = new Semaphore(0);
        Thread writer = Thread.ofPlatform().start(() -> ledger.writeAll(written::release));
        for (int kill = 0; kill < 3; kill++) {
            written.acquire(8);
            killAndRestart();
        }
        writer.join();
        assertThat(ledger.interruptions()).isPositive();
        assertThat(select(
                        ledger.table(), List.of("count(*)", "count(DISTINCT _freshet_position)", "min(id)", "max(id)")))
                .containsExactly("120000|120000|0|119999");
    }

    /** Its backends end a moment after it, and until then a new server is refused the old one's shared memory. */
    private static void killAndRestart() {
        List<ProcessHandle> backends = ProcessHandle.of(server.process().pid())
                .orElseThrow()
                .descendants()
                .toList();
        server.process().kill();
        backends.forEach(backend -> backend.onExit().join());
        server.process().start();
    }

    @Test
    void aServerThatIsGoneIsUnavailable() {
        assertThatThrownBy(() -> as(PostgresServer.USER, "warehouse", 1).connect())
                .isInstanceOf(DestinationException.Unavailable.class);
    }

    @Test
    void aDatabaseOrUserThatIsMissingNamesItsField() {
        assertThatThrownBy(
                        () -> as(PostgresServer.USER, "nowhere", server.port()).connect())
                .isInstanceOf(DestinationException.Misconfigured.class)
                .hasMessageContaining("nowhere");
        assertThat(as(PostgresServer.USER, "nowhere", server.port()).check())
                .extracting(Violation::field)
                .containsExactly("database");
        assertThat(as("nobody", "warehouse", server.port()).check())
                .extracting(Violation::field)
                .containsExactly("user");
    }

    @Test
    void aMissingPrivilegeIsNamedWithItsMend() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE reader LOGIN");
        }
        assertThat(as("reader", "warehouse", server.port()).check())
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.mend()).isEqualTo("GRANT CREATE ON DATABASE \"warehouse\" TO \"reader\""));
    }

    @Test
    void aSessionThatTheServerEndedIsUnavailable() throws SQLException {
        try (DestinationSession session = destination.connect();
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            session.nextOffsets("p", "t");
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'freshet warehouse' AND pid <> pg_backend_pid()");
            assertThatThrownBy(() -> session.nextOffsets("p", "t"))
                    .isInstanceOf(DestinationException.Unavailable.class);
        }
    }
}
