package dev.freshet.sink.destination;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.schema.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Columns that Freshet adds to every destination table. All of them start with {@value #PREFIX}, and may be NULL. */
public enum MetadataColumn {
    /** {@link dev.freshet.event.SourcePosition#text()} of the change that the row comes from; compared byte by byte. */
    POSITION("position"),
    /** When that change was committed at the source. */
    COMMITTED_AT("committed_at"),
    /** When the destination wrote it, by the destination's clock. */
    APPLIED_AT("applied_at"),
    /** Soft deletes: the source's row is gone, this one holds what it was. */
    DELETED("deleted"),
    /** A key that the source does not enforce: how many of its rows have it. 0 and NULL are one, too. */
    ROWS("rows"),
    /** Append mode: Debezium's operation code. */
    OPERATION("operation");

    public static final String PREFIX = "_freshet_";

    private final String column;

    MetadataColumn(String suffix) {
        this.column = PREFIX + suffix;
    }

    public String column() {
        return column;
    }

    public ColumnType type() {
        return switch (this) {
            case POSITION, OPERATION -> new ColumnType.Text();
            case COMMITTED_AT, APPLIED_AT -> new ColumnType.Instant();
            case DELETED -> new ColumnType.Bool();
            case ROWS -> new ColumnType.Int(32);
        };
    }

    /** Names of columns but for Freshet's own, in the same order. */
    public static Set<String> without(Set<String> columns) {
        return columns.stream()
                .filter(column -> !column.startsWith(PREFIX))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Those that a table of this mode has, in the order of its columns. */
    public static List<MetadataColumn> of(Mode mode, Deletes deletes) {
        List<MetadataColumn> all = new ArrayList<>(List.of(POSITION, COMMITTED_AT, APPLIED_AT));
        switch (mode) {
            case APPEND -> all.add(OPERATION);
            case UPSERT -> {
                if (deletes == Deletes.SOFT) {
                    all.add(DELETED);
                }
            }
        }
        return List.copyOf(all);
    }
}
