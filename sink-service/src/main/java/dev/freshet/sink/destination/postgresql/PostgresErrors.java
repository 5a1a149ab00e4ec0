package dev.freshet.sink.destination.postgresql;

import dev.freshet.sink.destination.DestinationException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Which of the port's errors an error of PostgreSQL is, by SQL state. What is not known is taken for passing: a retry for ever, with the
 * cause in sight, loses nothing. The server's words on data errors quote values, so that only the state and the column are passed on.
 */
final class PostgresErrors {
    private static final Pattern COLUMN = Pattern.compile("\\bcolumn (\"[^\"]+\"|[^,:]+)");

    private PostgresErrors() {}

    /** @param what was being done, with the table: "writing to shop.orders" */
    static DestinationException of(String what, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String problem = what + " failed, SQL state " + state;
        return switch (state) {
            case "28000", "28P01" ->
                misconfigured(problem + ": " + message(e), "mend user and password of the destination", e);
            case "3D000" -> misconfigured(problem + ": " + message(e), "create the database, or name another one", e);
            case "42501" ->
                misconfigured(
                        problem + ": " + message(e),
                        "grant the destination's user CREATE on the database, and all on the tables",
                        e);
            case "42P10" ->
                misconfigured(
                        problem + ": the table has no primary key over the source's key",
                        "drop the table, or name another one in the pipeline; Freshet creates it as needed",
                        e);
            case "2BP01" ->
                misconfigured(
                        problem + ": " + message(e) + detail(e),
                        "drop what depends on the table, and make it again when the pipeline runs",
                        e);
            case "42804" ->
                misconfigured(
                        problem + ": " + message(e),
                        "the column's type no longer fits the source: change it, or drop the column and have it created again",
                        e);
            case "42P01", "42703", "3F000" ->
                new DestinationException.Unavailable(
                        problem + ": " + message(e),
                        "nothing to do: the sink looks at the table again and adds what is missing",
                        e);
            case "25006" ->
                new DestinationException.Unavailable(
                        problem + ": the server is read-only", "point the destination at the primary server", e);
            case "53100", "53200" ->
                new DestinationException.Unavailable(problem + ": " + message(e), "give the server disk or memory", e);
            default -> byClass(problem, state, e);
        };
    }

    private static DestinationException byClass(String problem, String state, SQLException e) {
        String type = state.length() < 2 ? "" : state.substring(0, 2);
        return switch (type) {
            case "22", "23", "54" ->
                new DestinationException.Rejected(
                        problem + column(e), "mend the value at the source, or the column's type or constraint", null);
            case "28" -> misconfigured(problem + ": " + message(e), "mend user and password of the destination", e);
            default ->
                new DestinationException.Unavailable(
                        problem + ": " + message(e), "nothing to do if it passes: the sink tries again", e);
        };
    }

    private static DestinationException misconfigured(String problem, String mend, SQLException e) {
        return new DestinationException.Misconfigured(problem, mend, e);
    }

    private static String column(SQLException e) {
        ServerErrorMessage server = server(e);
        if (server == null) {
            return "";
        }
        if (server.getColumn() != null) {
            return ", column '" + server.getColumn() + "'";
        }
        Matcher where = COLUMN.matcher(String.valueOf(server.getWhere()));
        return where.find() ? ", column '" + where.group(1) + "'" : "";
    }

    private static String detail(SQLException e) {
        ServerErrorMessage server = server(e);
        return server == null || server.getDetail() == null ? "" : " (" + server.getDetail() + ")";
    }

    private static String message(SQLException e) {
        ServerErrorMessage server = server(e);
        return String.valueOf(server == null ? e.getMessage() : server.getMessage());
    }

    private static @Nullable ServerErrorMessage server(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException postgres) {
                return postgres.getServerErrorMessage();
            }
        }
        return null;
    }
}
