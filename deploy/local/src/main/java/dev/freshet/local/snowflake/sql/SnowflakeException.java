package dev.freshet.local.snowflake.sql;

/** A statement that is refused, with Snowflake's own numbers where they are known. */
public final class SnowflakeException extends RuntimeException {
    private final String code;
    private final String sqlState;

    /** @param code six digits, as in Snowflake's messages */
    public SnowflakeException(String code, String sqlState, String message) {
        super(message);
        this.code = code;
        this.sqlState = sqlState;
    }

    public static SnowflakeException syntax(String message) {
        return new SnowflakeException("001003", "42000", "SQL compilation error: " + message);
    }

    /** What this server does not know is never passed over in silence. */
    public static SnowflakeException unknown(String what) {
        return new SnowflakeException(
                "900001",
                "0A000",
                "The loopback server does not know this: " + what + " (see docs/snowflake-server.md)");
    }

    public static SnowflakeException missing(String kind, String name) {
        return new SnowflakeException(
                "002003",
                "42S02",
                "SQL compilation error:\n" + kind + " '" + name + "' does not exist or not authorized.");
    }

    public static SnowflakeException exists(String name) {
        return new SnowflakeException(
                "002002", "42710", "SQL compilation error:\nObject '" + name + "' already exists.");
    }

    public String code() {
        return code;
    }

    public String sqlState() {
        return sqlState;
    }
}
