package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** SHOW TRANSACTIONS and SYSTEM$ABORT_TRANSACTION: a user sees and ends its own, in whatever session. */
final class Transactions {
    private final EngineSession session;

    Transactions(EngineSession session) {
        this.session = session;
    }

    Result show() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (EngineSession other : session.engine().sessions()) {
            Transaction.Told told = other.transaction().told();
            if (told != null && other.user().equals(session.user())) {
                rows.add(List.of(
                        String.valueOf(told.id()),
                        other.user(),
                        String.valueOf(System.identityHashCode(other)),
                        told.name(),
                        told.since().toString(),
                        "running",
                        "0"));
            }
        }
        return Result.texts(
                Result.SHOW, List.of("id", "user", "session", "name", "started_on", "state", "scope"), rows);
    }

    /** What the function answers. */
    String abort(long id) {
        for (EngineSession other : session.engine().sessions()) {
            Transaction.Told told = other.transaction().told();
            if (told != null && told.id() == id) {
                if (!Objects.equals(other.user(), session.user())) {
                    throw new SnowflakeException(
                            "003001", "42501", "Insufficient privileges to abort transaction " + id);
                }
                other.abortTransaction();
                return "Transaction id " + id + " aborted.";
            }
        }
        return "Transaction id " + id + " is not running.";
    }
}
