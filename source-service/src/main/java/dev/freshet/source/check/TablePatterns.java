package dev.freshet.source.check;

import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.event.TableId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which tables a source captures: Debezium's lists, anchored regular expressions without regard to case. */
public final class TablePatterns {
    /**
     * The copies that gh-ost and pt-online-schema-change fill beside a table, and what they leave of the old one. Their rows are
     * the table's own: captured, every change of it would come twice.
     */
    public static final String SHADOWS = "[^.]*\\._.*_(?:gho|ghc|del|new|old)";

    private static final Pattern SHADOW = Pattern.compile(SHADOWS, Pattern.CASE_INSENSITIVE);

    private final List<Pattern> databases;
    private final List<Pattern> tables;
    private final List<Pattern> notDatabases;
    private final List<Pattern> notTables;

    private TablePatterns(
            List<String> databases, List<String> tables, List<String> notDatabases, List<String> notTables) {
        this.databases = patterns(databases);
        this.tables = patterns(tables);
        this.notDatabases = patterns(notDatabases);
        this.notTables = patterns(notTables);
    }

    public static TablePatterns of(DatabaseSourceSpec spec) {
        return new TablePatterns(
                spec.databases(),
                spec.tables(),
                excluded(spec, "database.exclude.list"),
                excluded(spec, "table.exclude.list"));
    }

    /** The same entries for Debezium, which allows no list of exceptions beside them: each refuses shadow tables by itself. */
    public static List<String> withoutShadows(List<String> tables) {
        return split(tables)
                .map(entry -> "(?!" + SHADOWS + "$)(?:" + entry + ")")
                .toList();
    }

    public boolean match(TableId table) {
        String name = table.toString();
        return (databases.isEmpty() || any(databases, table.database()))
                && (tables.isEmpty() || any(tables, name))
                && !any(notDatabases, table.database())
                && !any(notTables, name)
                && !SHADOW.matcher(name).matches();
    }

    private static List<String> excluded(DatabaseSourceSpec spec, String key) {
        return List.of(spec.config().getOrDefault(key, ""));
    }

    private static List<Pattern> patterns(List<String> entries) {
        return split(entries)
                .map(entry -> Pattern.compile(entry, Pattern.CASE_INSENSITIVE))
                .toList();
    }

    /** As Debezium does: a comma separates unless a backslash stands before it. */
    private static Stream<String> split(List<String> entries) {
        return entries.stream()
                .flatMap(entry -> Arrays.stream(entry.split("(?<!\\\\),")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty());
    }

    private static boolean any(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** Whether this one entry of {@code tables} matches any of them. */
    static boolean matchesAny(String entry, List<ServerFacts.Table> tables) {
        TablePatterns one = new TablePatterns(List.of(), List.of(entry), List.of(), List.of());
        return tables.stream().anyMatch(table -> one.match(table.id()));
    }
}
