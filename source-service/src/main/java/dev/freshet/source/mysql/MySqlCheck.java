package dev.freshet.source.mysql;

import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.event.TableId;
import dev.freshet.source.check.Finding;
import dev.freshet.source.check.ServerFacts;
import dev.freshet.source.check.SourceRules;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks MySQL. */
public final class MySqlCheck {
    private static final int ACCESS_DENIED = 1045;
    private static final String TABLES = """
            SELECT t.table_schema, t.table_name,
                   EXISTS (SELECT 1 FROM information_schema.table_constraints c
                           WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name
                             AND c.constraint_type = 'PRIMARY KEY')
            FROM information_schema.tables t
            WHERE t.table_type = 'BASE TABLE'
              AND t.table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
            """;

    private final MySqlAccess access;

    public MySqlCheck(MySqlAccess access) {
        this.access = access;
    }

    /** Everything found, errors and warnings; empty when all is well. */
    public List<Finding> findings(DatabaseSourceSpec spec) {
        try (MySqlSession session = access.open(spec)) {
            return SourceRules.findings(spec, facts(session));
        } catch (SQLException e) {
            return List.of(refused(spec, e));
        }
    }

    private static ServerFacts facts(MySqlSession session) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        for (String like : List.of("%log_bin", "binlog%", "gtid_mode", "expire_logs_days")) {
            session.variables(like).forEach((name, value) -> variables.put(name.toLowerCase(Locale.ROOT), value));
        }
        List<String> grants =
                session.rows("SHOW GRANTS").stream().map(List::getFirst).toList();
        List<ServerFacts.Table> tables = session.rows(TABLES).stream()
                .map(row -> new ServerFacts.Table(
                        new TableId(row.get(0), row.get(1)), row.get(2).equals("1")))
                .toList();
        return new ServerFacts(variables, grants, tables);
    }

    private static Finding refused(DatabaseSourceSpec spec, SQLException e) {
        if (e.getErrorCode() == ACCESS_DENIED) {
            return new Finding(
                    Finding.Severity.ERROR,
                    "password",
                    "MySQL refuses user '" + spec.user() + "': " + e.getMessage(),
                    "correct user and password, and the host that the user may connect from");
        }
        if (e.getErrorCode() != 0) {
            return new Finding(
                    Finding.Severity.ERROR,
                    "user",
                    "MySQL refuses: " + e.getMessage(),
                    "grant the user what the message names");
        }
        return new Finding(
                Finding.Severity.ERROR,
                "host",
                "MySQL cannot be reached at " + spec.host() + ":" + spec.port() + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                "start the server, or correct host and port, or open the way through the firewall");
    }
}
