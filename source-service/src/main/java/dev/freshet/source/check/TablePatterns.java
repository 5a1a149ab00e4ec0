package dev.freshet.source.check;

import dev.freshet.event.TableId;
import java.util.List;
import java.util.regex.Pattern;

/** Which tables a source captures: Debezium's include lists, anchored regular expressions without regard to case. */
final class TablePatterns {
    private final List<Pattern> databases;
    private final List<Pattern> tables;

    TablePatterns(List<String> databases, List<String> tables) {
        this.databases = patterns(databases);
        this.tables = patterns(tables);
    }

    private static List<Pattern> patterns(List<String> entries) {
        return entries.stream()
                .map(entry -> Pattern.compile(entry.strip(), Pattern.CASE_INSENSITIVE))
                .toList();
    }

    boolean match(TableId table) {
        return any(databases, table.database()) && any(tables, table.toString());
    }

    private static boolean any(List<Pattern> patterns, String name) {
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** Whether this one entry of {@code tables} matches any of them. */
    static boolean matchesAny(String entry, List<ServerFacts.Table> tables) {
        TablePatterns one = new TablePatterns(List.of(), List.of(entry));
        return tables.stream().anyMatch(table -> one.match(table.id()));
    }
}
