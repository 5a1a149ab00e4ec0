package dev.freshet.local.snowflake.faults;

import java.time.Duration;

/** What can go wrong with a statement. */
public sealed interface Fault {
    /** 503 before anything is done; the driver tries again by itself. */
    record Unavailable() implements Fault {}

    /** The connection breaks before the statement is looked at; the driver tries again by itself. */
    record ResetBefore() implements Fault {}

    /** The statement is done, and its reply is lost; the driver asks again for the same request. */
    record ResetAfter() implements Fault {}

    /** As if Snowflake had failed over: the session is gone before the statement. An open transaction is rolled back. */
    record SessionLostBefore() implements Fault {}

    /** The statement is done; reply and session are lost, so that nobody can ask what became of it but by another session. */
    record SessionLostAfter() implements Fault {}

    /** The session's token has expired: the driver renews it. */
    record TokenExpired() implements Fault {}

    /** The statement takes this long. */
    record Slow(Duration time) implements Fault {}

    /** Something else happens before the statement, which waits for it. */
    record Meanwhile(Runnable action) implements Fault {}

    /** The statement is refused with this error. */
    record Refused(String code, String sqlState, String message) implements Fault {}
}
