package dev.freshet.sink.destination.duckdb;

import dev.freshet.sink.destination.DestinationException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of the port's errors an error of DuckDB is. DuckDB has no SQL states: its messages begin with the kind of error. Only that first
 * line is passed on, without what it quotes, since the rest may hold values.
 */
final class DuckDbErrors {
    private static final Pattern KIND = Pattern.compile("^(?:[\\w.]+Exception: )?(\\w[\\w ]*?) Error: ");
    private static final Pattern HOLDER =
            Pattern.compile("held in (.+?)(?: by user (\\S+?))?\\.? See also", Pattern.DOTALL);

    private DuckDbErrors() {}

    /** @param what was being done, with the table: "writing to shop.orders" */
    static DestinationException of(String what, SQLException e) {
        String message = String.valueOf(e.getMessage());
        String kind = kind(message);
        String problem = what + " failed: " + kind + " error";
        return switch (kind) {
            case "Conversion", "Out of Range", "Constraint", "Invalid Input", "Mismatch Type" ->
                message.contains("write-write conflict") ? conflict(what) : rejected(problem, e);
            case "TransactionContext", "Transaction" ->
                message.toLowerCase(java.util.Locale.ROOT).contains("conflict") ? conflict(what) : later(problem, e);
            case "Binder" ->
                message.contains("ON CONFLICT") || message.contains("UNIQUE/PRIMARY KEY")
                        ? new DestinationException.Misconfigured(
                                what + " failed: the table has no primary key over the source's key",
                                "drop the table, or name another one in the pipeline; Freshet creates it as needed",
                                e)
                        : missing(what, e);
            case "Catalog" -> missing(what, e);
            case "Out of Memory" ->
                new DestinationException.Unavailable(
                        problem,
                        "raise config.memory_limit of the destination, or lower flush.rows of the pipeline",
                        e);
            default -> later(problem + ": " + firstLine(message), e);
        };
    }

    static boolean outOfMemory(SQLException e) {
        return kind(String.valueOf(e.getMessage())).equals("Out of Memory");
    }

    /** An error of opening the file. */
    static DestinationException opening(String file, SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Conflicting lock") || message.contains("Could not set lock")) {
            Matcher holder = HOLDER.matcher(message);
            return new DestinationException.Unavailable(
                    "DuckDB file " + file + " is open in another process"
                            + (holder.find() ? ": " + holder.group(1).strip() : ""),
                    "close it there: a DuckDB file has one writing process; ask through POST /api/v1/destinations/{name}/query instead",
                    e);
        }
        if (message.contains("different configuration")) {
            return new DestinationException.Unavailable(
                    "DuckDB file " + file + " is already open in this service with another configuration",
                    "give destinations of the same file the same config",
                    e);
        }
        if (message.contains("not a valid DuckDB database") || message.contains("newer version")) {
            return new DestinationException.Misconfigured(
                    file + " is not a database that this DuckDB can read: " + firstLine(message),
                    "name another path, or move the file away",
                    e);
        }
        if (message.contains("Permission denied")
                || message.contains("No such file")
                || message.contains("Is a directory")) {
            return new DestinationException.Misconfigured(
                    "DuckDB file " + file + " cannot be opened: " + firstLine(message),
                    "name a path in a directory that exists and that the service may write to",
                    e);
        }
        if (kind(message).equals("Invalid Input")
                || kind(message).equals("Catalog")
                || kind(message).equals("Parser")) {
            return new DestinationException.Misconfigured(
                    "DuckDB refuses its configuration: " + firstLine(message), "mend config of the destination", e);
        }
        return later("opening DuckDB file " + file + " failed: " + firstLine(message), e);
    }

    /** An error of a user's query: all of the message is for its author. */
    static DestinationException query(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return switch (kind(message)) {
            case "INTERRUPT" ->
                new DestinationException.Rejected(
                        "the query took longer than it may", "narrow it, or ask for a longer timeout", e);
            case "IO", "FATAL", "INTERNAL" -> later("the query failed: " + firstLine(message), e);
            default -> new DestinationException.Rejected(message, "mend the query", e);
        };
    }

    private static DestinationException conflict(String what) {
        return new DestinationException.Stale(what + " met another writer of the same rows");
    }

    private static DestinationException rejected(String problem, SQLException e) {
        return new DestinationException.Rejected(problem, "mend the value at the source, or the column's type", e);
    }

    private static DestinationException missing(String what, SQLException e) {
        return new DestinationException.Unavailable(
                what + " failed: the table is not as it was: " + firstLine(String.valueOf(e.getMessage())),
                "nothing to do: the sink looks at the table again and adds what is missing",
                e);
    }

    private static DestinationException later(String problem, SQLException e) {
        return new DestinationException.Unavailable(problem, "nothing to do if it passes: the sink tries again", e);
    }

    private static String kind(String message) {
        Matcher kind = KIND.matcher(message);
        return kind.find() ? kind.group(1) : "unknown";
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
