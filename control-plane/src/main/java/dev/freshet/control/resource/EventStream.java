package dev.freshet.control.resource;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of one sort, which become one table.
 *
 * @param key           fields that say which row an event is about; empty: every event is a row of its own
 * @param time          field that holds when the event happened; null: none is a time
 * @param id            fields that tell one event from another; empty: none do
 * @param deduplication how long an id is remembered, so that the same event sent again is not stored again; null: not at all
 */
public record EventStream(
        List<String> key,
        @Nullable String time,
        List<String> id,
        @Nullable Duration deduplication,
        Objects objects) {
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(10);
    static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
    static final Duration LONGEST_WINDOW = Duration.ofHours(24);

    /** What becomes of objects and arrays inside an event. */
    public enum Objects {
        /** A column that holds them as JSON. */
        JSON,
        /** Records inside the row: not built. */
        NESTED
    }

    public EventStream {
        key = List.copyOf(key);
        id = List.copyOf(id);
    }

    void check(String at, Rules rules) {
        names(at + "key", key, rules);
        names(at + "id", id, rules);
        if (time != null) {
            name(at + "time", time, rules);
            if (key.contains(time)) {
                rules.add(at + "time", "'" + time + "' is a key field too", "Take one of the two away.");
            }
        }
        if (deduplication != null) {
            rules.range(at + "deduplication", deduplication, SHORTEST_WINDOW, LONGEST_WINDOW);
            if (id.isEmpty()) {
                rules.add(
                        at + "id",
                        "is missing, but deduplication needs it",
                        "Name the field that tells events apart, or remove deduplication.");
            }
        }
        if (objects == Objects.NESTED) {
            rules.add(
                    at + "objects",
                    "'nested' is not supported: columns of a table are flat",
                    "Use json: objects and arrays are kept as JSON, and SQL reads them with JSON_VALUE.");
        }
    }

    private static void names(String field, List<String> names, Rules rules) {
        for (int i = 0; i < names.size(); i++) {
            name(field + "[" + i + "]", names.get(i), rules);
            if (names.indexOf(names.get(i)) < i) {
                rules.add(field + "[" + i + "]", "'" + names.get(i) + "' is named twice", "Name it once.");
            }
        }
    }

    private static void name(String field, String name, Rules rules) {
        rules.required(field, name, "Name a field of the event's outermost object, e.g. customer_id.");
    }
}
