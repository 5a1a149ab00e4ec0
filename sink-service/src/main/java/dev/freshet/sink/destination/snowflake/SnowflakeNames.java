package dev.freshet.sink.destination.snowflake;

import dev.freshet.schema.Column;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.MetadataColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names of the source become: upper case by default, so that people need no quotes; or as they are. A column whose name at the source
 * cannot be told from the one it has here carries it in its comment.
 */
record SnowflakeNames(boolean preserve) {
    private static final int LONGEST = 255;
    private static final String COMMENT = "Freshet: source column ";
    private static final String TABLE_COMMENT = "Freshet: source table ";

    /** Snowflake takes none of these as a column's name, not even in quotes everywhere. */
    private static final Set<String> UNUSABLE = Set.of(
            "CONSTRAINT",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "CURRENT_USER",
            "LOCALTIME",
            "LOCALTIMESTAMP");

    String column(String source) {
        String name = folded(source);
        return UNUSABLE.contains(name.toUpperCase(Locale.ROOT)) ? name + "_" : name;
    }

    String column(MetadataColumn column) {
        return folded(column.column());
    }

    String folded(String name) {
        return preserve ? name : name.toUpperCase(Locale.ROOT);
    }

    /** Name at the source of a column of a table here. */
    String source(String column, @Nullable String comment) {
        if (comment != null && comment.startsWith(COMMENT)) {
            return comment.substring(COMMENT.length());
        }
        return preserve ? column : column.toLowerCase(Locale.ROOT);
    }

    /** What {@link #source} needs to find the name; empty when it needs nothing. */
    String comment(String source) {
        return source(column(source), null).equals(source) ? "" : COMMENT + source;
    }

    /** Says which table of the pipeline a table is. */
    static String comment(TableName table) {
        return TABLE_COMMENT + table;
    }

    /** Whether a comment says that the table is another's. */
    static boolean ofAnother(TableName table, @Nullable String comment) {
        return comment != null && comment.startsWith(TABLE_COMMENT) && !comment.equals(comment(table));
    }

    String quoteColumn(String source) {
        return quote(column(source));
    }

    String quote(MetadataColumn column) {
        return quote(column(column));
    }

    String quote(TableName table) {
        return quote(folded(table.schema())) + "." + quote(folded(table.table()));
    }

    /** @throws DestinationException.Misconfigured when the name is too long */
    static String quote(String name) {
        if (name.length() > LONGEST) {
            throw new DestinationException.Misconfigured(
                    "the name '" + name + "' is longer than Snowflake's " + LONGEST + " characters",
                    "name it otherwise in the pipeline, or exclude the column at the source",
                    null);
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** @throws DestinationException.Misconfigured when two columns would have one name */
    void requireDistinct(TableName table, List<Column> columns) {
        Map<String, String> seen = new HashMap<>();
        for (Column column : columns) {
            String other = seen.put(column(column.name()), column.name());
            if (other != null) {
                throw new DestinationException.Misconfigured(
                        "columns '" + other + "' and '" + column.name() + "' of " + table + " would both be "
                                + column(column.name()) + " in Snowflake",
                        "set identifiers: preserve for the destination, or exclude one at the source with column.exclude.list",
                        null);
            }
        }
    }

    /** A text in single quotes. */
    static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
