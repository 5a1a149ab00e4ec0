package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.sql.SQLException;

/** What DuckDB complains of, in Snowflake's numbers. */
final class EngineErrors {
    private EngineErrors() {}

    static SnowflakeException of(SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Malformed JSON")) {
            return new SnowflakeException("100069", "22P02", "Error parsing JSON: " + message);
        }
        if (message.contains("String is too long")) {
            return new SnowflakeException("100078", "22000", message);
        }
        if (message.contains("NOT NULL constraint")) {
            return new SnowflakeException("100072", "22000", "NULL result in a non-nullable column: " + message);
        }
        if (message.contains("Conversion Error")
                || message.contains("Could not convert")
                || message.contains("Out of Range")) {
            return new SnowflakeException("100038", "22018", "Value is not recognized: " + message);
        }
        if (message.contains("Interrupt")) {
            return new SnowflakeException("000604", "57014", "SQL execution canceled");
        }
        if (message.contains("TransactionContext") || message.contains("onflict")) {
            return new SnowflakeException(
                    "000625", "57014", "Transaction was aborted: the engine beneath met a conflict: " + message);
        }
        if (message.contains("Table with name")) {
            return new SnowflakeException("002003", "42S02", "SQL compilation error:\n" + message);
        }
        if (message.contains("Binder Error") || message.contains("Catalog Error")) {
            return new SnowflakeException("000904", "42000", "SQL compilation error: " + message);
        }
        return new SnowflakeException("900002", "XX000", "The engine beneath said: " + message);
    }
}
