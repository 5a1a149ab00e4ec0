package dev.freshet.control.resource;

import dev.freshet.evolution.EvolutionPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a pipeline does when a source table changes.
 *
 * @param policy of all tables that no override names
 * @param tables overrides: a regular expression over database.table as in {@code tables}, and the policy; the first that matches counts
 */
public record SchemaChanges(EvolutionPolicy policy, Map<String, EvolutionPolicy> tables) {
    public static final SchemaChanges DEFAULT = new SchemaChanges(EvolutionPolicy.DEFAULT, Map.of());

    public SchemaChanges {
        tables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /** @param table as database.table */
    public EvolutionPolicy of(String table) {
        return tables.entrySet().stream()
                .filter(entry -> Pattern.compile(entry.getKey(), Pattern.CASE_INSENSITIVE)
                        .matcher(table)
                        .matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(policy);
    }
}
