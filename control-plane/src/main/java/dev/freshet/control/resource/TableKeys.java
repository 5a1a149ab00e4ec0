package dev.freshet.control.resource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Keys of tables that have none at the source.
 *
 * @param tables a regular expression over database.table as in {@code tables}, and the names of the columns that tell its rows apart, in key
 *     order; the first that matches counts
 */
public record TableKeys(Map<String, List<String>> tables) {
    public static final TableKeys NONE = new TableKeys(Map.of());

    /** A pattern that means one table: a dot may be escaped or not, nothing else has a meaning. */
    private static final Pattern ONE_TABLE = Pattern.compile("(?:[\\w $-]|\\\\?\\.)+");

    public TableKeys {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        tables.forEach((table, columns) -> copy.put(table, List.copyOf(columns)));
        tables = Collections.unmodifiableMap(copy);
    }

    /** @param table as database.table */
    public Optional<List<String>> of(String table) {
        return tables.entrySet().stream()
                .filter(entry -> matches(entry.getKey(), table))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean matches(String pattern, String table) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(table).matches();
    }

    /** @param taken the pipeline's tables; empty: all of the source */
    void check(Rules rules, List<String> taken) {
        tables.forEach((table, columns) -> {
            String field = "keys." + table;
            rules.pattern(field, table, true);
            columns(rules, field, columns);
            if (ONE_TABLE.matcher(table).matches() && !taken(taken, table.replace("\\.", "."))) {
                rules.add(
                        field,
                        "no entry of tables matches it, so the pipeline does not take that table",
                        "Correct the name, or add it to tables.");
            }
        });
    }

    private static void columns(Rules rules, String field, List<String> columns) {
        if (columns.isEmpty()) {
            rules.add(field, "names no column", "List the columns that tell its rows apart, or remove the entry.");
        }
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (String column : columns) {
            if (column.isBlank()) {
                rules.add(field, "holds an empty name", "Name a column, or remove it.");
            } else if (!seen.add(column)) {
                twice.add(column);
            }
        }
        twice.forEach(column -> rules.add(field, "names column '" + column + "' twice", "Name it once."));
    }

    private static boolean taken(List<String> patterns, String table) {
        try {
            return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern.strip(), table));
        } catch (PatternSyntaxException complainedOfThere) {
            return true;
        }
    }
}
