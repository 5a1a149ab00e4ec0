package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** UPDATE, DELETE and MERGE lock whole tables until their transaction ends, as in Snowflake. Safe for several threads. */
final class Locks {
    private final Map<ObjectName, Object> owners = new HashMap<>();

    /** @throws SnowflakeException when another transaction keeps it for longer */
    synchronized void acquire(ObjectName table, Object owner, Duration patience) {
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
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SnowflakeException("000604", "57014", "SQL execution canceled");
            }
        }
        owners.put(table, owner);
    }

    synchronized void release(Object owner) {
        owners.values().removeIf(holder -> holder == owner);
        notifyAll();
    }
}
