package dev.freshet.source.failure;

import static dev.freshet.source.failure.Failure.fatal;
import static dev.freshet.source.failure.Failure.retryable;

import java.util.Optional;

/**
 * What MySQL and Debezium say when only a person can mend it. Numbers are MySQL's error codes; texts are those of MySQL 8 and
 * Debezium 3.5.
 */
final class MySqlFailures {
    static final String GRANTS =
            "GRANT SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO the user of the source";
    private static final String PURGED =
            "changes between the stored position and the oldest binary log are lost to Freshet: set config snapshot.mode to"
                    + " when_needed to read the tables anew (rows deleted meanwhile stay in destinations), and keep binary"
                    + " logs longer (binlog_expire_logs_seconds)";

    private MySqlFailures() {}

    static Optional<Failure> of(int code, String text) {
        return switch (code) {
            case 1045, 1698 -> Optional.of(accessDenied(text));
            case 1044, 1142, 1143, 1227, 1370 -> Optional.of(fatal("MySQL refuses: " + text, GRANTS));
            case 1236 -> Optional.of(fatal("MySQL cannot serve the binary log: " + text, PURGED));
            case 1049 -> Optional.of(fatal("MySQL does not know the database: " + text, "correct spec.databases"));
            default -> of(text);
        };
    }

    static Optional<Failure> of(String text) {
        if (has(text, "Access denied; you need") || has(text, "command denied to user")) {
            return Optional.of(fatal("MySQL refuses: " + text, GRANTS));
        }
        if (has(text, "Access denied for user") || has(text, "Failed to authenticate")) {
            return Optional.of(accessDenied(text));
        }
        if (has(text, "ROW binlog_format")) {
            return Optional.of(
                    fatal("binlog_format is not ROW", "SET PERSIST binlog_format=ROW, and reconnect writers"));
        }
        if (has(text, "FULL binlog_row_image")) {
            return Optional.of(
                    fatal("binlog_row_image is not FULL", "SET PERSIST binlog_row_image=FULL, and reconnect writers"));
        }
        if (has(text, "longer available on the server")
                || has(text, "Could not find first log file name")
                || has(text, "purged required binary logs")) {
            return Optional.of(fatal("the binary log at the stored position is gone: " + text, PURGED));
        }
        if (has(text, "db history topic is missing")) {
            return Optional.of(
                    fatal(
                            "the schema history topic is gone",
                            "set config snapshot.mode to recovery for one start: it is rebuilt from the server's present schema"));
        }
        if (has(text, "Communications link failure") || has(text, "Connection refused")) {
            return Optional.of(
                    retryable("MySQL cannot be reached: " + firstLine(text), "start MySQL, or correct host and port"));
        }
        return Optional.empty();
    }

    private static Failure accessDenied(String text) {
        return fatal("MySQL refuses the login: " + text, "correct user and password of the source");
    }

    private static boolean has(String text, String part) {
        return text.contains(part);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
