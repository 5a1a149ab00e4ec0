package dev.freshet.local.snowflake.engine;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Session parameters, with Snowflake's defaults of those that matter here. Names in upper case. */
final class Parameters {
    private final Map<String, String> values = new TreeMap<>(Map.of(
            "AUTOCOMMIT", "true",
            "TIMEZONE", "America/Los_Angeles",
            "QUOTED_IDENTIFIERS_IGNORE_CASE", "false",
            "ERROR_ON_NONDETERMINISTIC_MERGE", "true",
            "TRANSACTION_ABORT_ON_ERROR", "false",
            "LOCK_TIMEOUT", "43200",
            "STATEMENT_TIMEOUT_IN_SECONDS", "172800"));

    void set(Map<String, String> others) {
        others.forEach((name, value) -> values.put(name.toUpperCase(Locale.ROOT), value));
    }

    /** Empty when it is not set. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    boolean isOn(String name) {
        return get(name).equalsIgnoreCase("true");
    }

    Map<String, String> all() {
        return Map.copyOf(values);
    }
}
