package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** UPDATE, DELETE and MERGE lock whole tables until their transaction ends, as in Snowflake. Safe for several threads. */
final class Locks {
    private static final long LOOK_MILLIS = 500;

    private final Map<ObjectName, EngineSession> owners = new HashMap<>();

    /**
     * A transaction that waits ends one that is in its way and has been idle for {@code idle}, as that of a client that died.
     *
     * @throws SnowflakeException when another transaction keeps it for longer
     */
    synchronized void acquire(ObjectName table, EngineSession owner, Duration patience, Duration idle) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (owners.getOrDefault(table, owner) != owner) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SnowflakeException(
                        "000625",
                        "57014",
                        "Statement has locked table '" + table
                                + "' in transaction that has not yet committed or aborted: " + "lock timeout of "
                                + patience.toSeconds() + " s");
            }
            EngineSession holder = owners.getOrDefault(table, owner);
            holder.abortWhenIdle(idle);
            if (owners.getOrDefault(table, owner) == owner) {
                break;
            }
            try {
                wait(Math.min(left, LOOK_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SnowflakeException("000604", "57014", "SQL execution canceled");
            }
        }
        owners.put(table, owner);
    }

    synchronized void release(EngineSession owner) {
        owners.values().removeIf(holder -> holder == owner);
        notifyAll();
    }
}
