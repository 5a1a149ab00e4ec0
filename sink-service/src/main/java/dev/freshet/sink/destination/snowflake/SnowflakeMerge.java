package dev.freshet.sink.destination.snowflake;

import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * SQL text that applies what is staged: one MERGE for all portions of a batch, each in clauses of its own, for every statement costs a
 * trip and a scan. Guarded by position, so that an older change never wins.
 */
final class SnowflakeMerge {
    private final SnowflakeNames names;

    SnowflakeMerge(SnowflakeNames names) {
        this.names = names;
    }

    /**
     * @param portions as staged: a portion's number is its place; truncates are none of this statement's business
     * @param within   condition of {@link SnowflakeControlDialect#within}
     */
    String merge(Target target, String staging, List<Portion> portions, String within) {
        List<String> lines = new ArrayList<>(List.of(
                "MERGE INTO " + names.quote(target.table()) + " AS t",
                "USING (SELECT * FROM " + staging + " WHERE " + within + ") AS s ON "
                        + target.key().stream()
                                .map(column -> "t." + names.quoteColumn(column.name()) + " = " + staged(target, column))
                                .collect(Collectors.joining(" AND "))));
        for (int number = 0; number < portions.size(); number++) {
            Portion portion = portions.get(number);
            String mine = " AND s." + SnowflakeDialect.PORTION + " = " + number;
            switch (portion.kind()) {
                case DELETE -> {
                    if (target.countsRows()) {
                        lines.add("WHEN MATCHED" + mine + newer() + " AND " + rows() + " > 0 THEN UPDATE SET "
                                + names.quote(MetadataColumn.ROWS) + " = " + rows());
                    }
                    lines.add("WHEN MATCHED" + mine + newer() + (target.countsRows() ? " AND " + rows() + " <= 0" : "")
                            + " THEN DELETE");
                }
                case WRITE -> {
                    lines.add("WHEN MATCHED" + mine + newer() + " THEN UPDATE SET " + updates(target, portion));
                    lines.add("WHEN NOT MATCHED" + mine + " THEN INSERT (" + columns(target, portion) + ") VALUES ("
                            + values(target, portion) + ")");
                }
                case TRUNCATE -> {
                    // a statement of its own
                }
            }
        }
        return String.join("\n", lines);
    }

    private String newer() {
        String position = names.quote(MetadataColumn.POSITION);
        return " AND COALESCE(t." + position + " < s." + position + ", TRUE)";
    }

    /** Of the source that have the key of t from now on. */
    private String rows() {
        String rows = names.quote(MetadataColumn.ROWS);
        return "COALESCE(GREATEST(t." + rows + ", 1), 1) + s." + rows;
    }

    private String updated(MetadataColumn column) {
        return column == MetadataColumn.ROWS ? "GREATEST(1, " + rows() + ")" : staged(column);
    }

    private static List<Column> carried(Target target, Portion portion) {
        return IntStream.range(0, target.columns().size())
                .filter(portion::carries)
                .mapToObj(target.columns()::get)
                .toList();
    }

    private String updates(Target target, Portion portion) {
        Stream<String> own = carried(target, portion).stream()
                .filter(column -> !target.isKey(column))
                .map(column -> names.quoteColumn(column.name()) + " = " + staged(target, column));
        Stream<String> metadata =
                target.metadata().stream().map(column -> names.quote(column) + " = " + updated(column));
        return Stream.concat(own, metadata).collect(Collectors.joining(", "));
    }

    private String columns(Target target, Portion portion) {
        return Stream.concat(
                        carried(target, portion).stream().map(column -> names.quoteColumn(column.name())),
                        target.metadata().stream().map(names::quote))
                .collect(Collectors.joining(", "));
    }

    private String values(Target target, Portion portion) {
        return Stream.concat(
                        carried(target, portion).stream().map(column -> staged(target, column)),
                        target.metadata().stream().map(this::staged))
                .collect(Collectors.joining(", "));
    }

    private String staged(Target target, Column column) {
        String value = "s." + names.quoteColumn(column.name());
        String cast = target.casts().get(column.name());
        if (cast != null) {
            return SnowflakeTypes.isText(cast) ? value : SnowflakeTypes.cast(column.type(), value, cast);
        }
        return column.type() instanceof ColumnType.Json ? "PARSE_JSON(" + value + ")" : value;
    }

    private String staged(MetadataColumn column) {
        return column == MetadataColumn.APPLIED_AT ? "CURRENT_TIMESTAMP()" : "s." + names.quote(column);
    }
}
