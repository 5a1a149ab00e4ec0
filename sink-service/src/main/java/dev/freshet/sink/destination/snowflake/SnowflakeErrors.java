package dev.freshet.sink.destination.snowflake;

import dev.freshet.sink.destination.DestinationException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of the port's errors an error of Snowflake is, by its number. What is not known is taken for passing: a retry for ever, with the
 * cause in sight, loses nothing. Snowflake's words on data errors quote values, so that only number and column are passed on.
 */
final class SnowflakeErrors {
    static final int MISSING = 2003;
    static final int UNKNOWN_OBJECT = 2043;
    private static final int NO_PRIVILEGE = 3001;
    private static final int NO_WAREHOUSE = 606;
    private static final int DUPLICATE_ROW = 100_090;

    /** Bad user, password, key, token or role. */
    private static final Set<Integer> LOGIN = Set.of(
            390_100, 390_101, 390_102, 390_103, 390_133, 390_144, 390_186, 390_189, 390_303, 390_317, 390_318, 394_300,
            394_304, 394_400);

    private static final int NO_DATABASE = 390_201;

    private static final Pattern COLUMN = Pattern.compile("(?i)\\bcolumn (?:\"[^\"]+\"\\[)?\"?([^\":,\\]\\n]+)");

    private SnowflakeErrors() {}

    /** @param what was being done, with the table: "writing to shop.orders" */
    static DestinationException of(String what, SQLException e) {
        int code = e.getErrorCode();
        String problem = what + " failed, Snowflake's error " + code;
        if (code == DUPLICATE_ROW) {
            return new DestinationException.Misconfigured(
                    problem + ": the table has rows that its key does not tell apart",
                    "remove the doubled rows, or drop the table and read the source again",
                    e);
        }
        if (code >= 100_000 && code < 101_000) {
            return new DestinationException.Rejected(
                    problem + column(e), "mend the value at the source, or the column's type", null);
        }
        String full = problem + ": " + e.getMessage();
        if (LOGIN.contains(code)) {
            return new DestinationException.Misconfigured(
                    full, "mend user, role and secret of the destination; docs/snowflake.md has the set-up script", e);
        }
        return switch (code) {
            case NO_DATABASE ->
                new DestinationException.Misconfigured(full, "create the database, or grant its USAGE to the role", e);
            case NO_PRIVILEGE ->
                new DestinationException.Misconfigured(
                        full, "grant the role CREATE SCHEMA on the database, and all on its schemas and tables", e);
            case NO_WAREHOUSE ->
                new DestinationException.Misconfigured(
                        full, "create the warehouse, or grant its USAGE to the role of the destination", e);
            case MISSING, UNKNOWN_OBJECT ->
                new DestinationException.Unavailable(
                        full,
                        "nothing to do if the table was dropped: the sink looks again and adds what is missing; else grant it to the role",
                        e);
            default ->
                new DestinationException.Unavailable(full, "nothing to do if it passes: the sink tries again", e);
        };
    }

    private static String column(SQLException e) {
        Matcher column = COLUMN.matcher(String.valueOf(e.getMessage()));
        return column.find() ? ", column '" + column.group(1).strip() + "'" : "";
    }
}
