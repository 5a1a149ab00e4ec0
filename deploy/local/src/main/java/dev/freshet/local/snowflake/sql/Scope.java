package dev.freshet.local.snowflake.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What names and functions mean in a session. */
public interface Scope {
    String database();

    /** The schema of names that say none. */
    String schema();

    /** What a table is called in the engine; null when it is called the same. */
    @Nullable
    String physical(ObjectName table);

    /** SQL of a subquery that stands for a view of INFORMATION_SCHEMA. */
    String information(String view);

    /** SQL of a context function such as CURRENT_ROLE; null when there is none of this name. */
    @Nullable
    String context(String function, List<String> arguments);
}
