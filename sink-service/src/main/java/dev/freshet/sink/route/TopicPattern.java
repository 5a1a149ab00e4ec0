package dev.freshet.sink.route;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The topics of a source's tables, or of what a transform makes. Each entry is a regular expression over {@code database.table} as in Debezium's
 * table.include.list: anchored and case-insensitive. A transform is the database of its table.
 */
public final class TopicPattern {
    /** Not the source's own topics: those have no table, or no database. */
    private static final String A_TABLE = "(?=[^.]+\\..)";

    /** Not Debezium's own topic of transactions. */
    private static final String MADE = "(?!transaction$)[^.]+$";

    private TopicPattern() {}

    /**
     * @param tables empty: all tables of the source
     * @throws java.util.regex.PatternSyntaxException when an entry is no regular expression
     */
    public static Pattern of(String source, List<String> tables) {
        String any = tables.isEmpty()
                ? ".*"
                : tables.stream()
                        .map(entry -> Pattern.compile(entry.strip()).pattern())
                        .map(entry -> "(?:" + entry + ")")
                        .collect(Collectors.joining("|"));
        String from = Pattern.quote(source + ".");
        return Pattern.compile("(?:" + from + A_TABLE + "(?i:" + any + ")|(?=" + from + MADE + ")(?i:" + any + "))");
    }
}
