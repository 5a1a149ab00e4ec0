package dev.freshet.sink.destination.duckdb;

import static dev.freshet.sink.destination.duckdb.DuckDbDialect.quote;

import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.schema.Column;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * SQL text that applies staged portions. A portion is named by its number in the stage.
 *
 * <p>Complete rows and deletes replace: one scan finds the rows that have their keys, those that are older are deleted, the new ones
 * appended. Updating in place would touch every column of every vector that holds one of the rows, and a primary key to find them by
 * would have to be held in memory: a thousand upserts into a million rows cost three times as much, and the file is twice as large.
 * Rows that lack a column of the table are merged in place, for the table's value stays.
 */
final class DuckDbMerge {
    private static final String STAGING = "temp.main." + DuckDbDialect.STAGING;
    private static final String MATCHES = "temp.main._freshet_matches";
    private static final String ROWS = "coalesce(greatest(t._freshet_rows, 1), 1) + s._freshet_rows";
    private static final String NEWER = "coalesce(t._freshet_position < s._freshet_position, true)";

    private DuckDbMerge() {}

    /** The statements, in order. {@code covers}: the target has no column that the schema lacks. */
    static List<String> apply(Target target, List<Portion> portions, boolean covers) {
        List<String> sql = new ArrayList<>();
        if (target.mode() == Mode.APPEND) {
            portions.forEach(portion -> sql.add(insert(target, portions.indexOf(portion), "")));
            return sql;
        }
        List<Integer> replacing = IntStream.range(0, portions.size())
                .filter(number -> replaces(target, portions.get(number), covers))
                .boxed()
                .toList();
        if (!replacing.isEmpty()) {
            sql.add(match(target, portions, replacing));
            if (target.countsRows()) {
                sql.add("UPDATE " + quote(target.table()) + " AS t SET _freshet_rows = m.holders FROM " + MATCHES
                        + " AS m WHERE t.rowid = m.old AND m.fewer");
            }
            sql.add("DELETE FROM " + quote(target.table()) + " WHERE rowid IN (SELECT old FROM " + MATCHES
                    + " WHERE newer" + (target.countsRows() ? " AND NOT fewer)" : ")"));
        }
        for (int number = 0; number < portions.size(); number++) {
            Portion portion = portions.get(number);
            switch (portion.kind()) {
                case WRITE ->
                    sql.add(
                            replacing.contains(number)
                                    ? insert(
                                            target,
                                            number,
                                            " AND NOT EXISTS (SELECT 1 FROM " + MATCHES
                                                    + " AS m WHERE m.new = s.rowid AND NOT m.newer)")
                                    : merge(target, number, portion));
                case DELETE -> {}
                case TRUNCATE -> sql.add(truncate(target, number));
            }
        }
        if (!replacing.isEmpty()) {
            sql.add("DROP TABLE " + MATCHES);
        }
        return sql;
    }

    private static boolean replaces(Target target, Portion portion, boolean covers) {
        return switch (portion.kind()) {
            case WRITE ->
                covers && portion.columns().cardinality() == target.columns().size();
            case DELETE -> true;
            case TRUNCATE -> false;
        };
    }

    private static String match(Target target, List<Portion> portions, List<Integer> replacing) {
        return "CREATE OR REPLACE TEMP TABLE _freshet_matches AS\nSELECT t.rowid AS old, s.rowid AS new, " + NEWER
                + " AS newer" + (target.countsRows() ? counted(portions, replacing) : "") + "\nFROM "
                + quote(target.table()) + " AS t JOIN " + STAGING + " AS s ON " + sameKey(target)
                + "\nWHERE s._freshet_portion IN (" + numbers(replacing) + ")";
    }

    /** How many rows of the source have the key from now on; and whether some leave it and others stay. */
    private static String counted(List<Portion> portions, List<Integer> replacing) {
        List<Integer> deletes = replacing.stream()
                .filter(number -> portions.get(number).kind() == Portion.Kind.DELETE)
                .toList();
        String fewer = deletes.isEmpty()
                ? "false"
                : NEWER + " AND s._freshet_portion IN (" + numbers(deletes) + ") AND " + ROWS + " > 0";
        return ", " + ROWS + " AS holders, " + fewer + " AS fewer";
    }

    private static String numbers(List<Integer> portions) {
        return portions.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String insert(Target target, int number, String condition) {
        Stream<String> names = target.columns().stream().map(column -> quote(column.name()));
        Stream<String> values = target.columns().stream().map(column -> staged(target, column));
        return "INSERT INTO " + quote(target.table()) + " ("
                + Stream.concat(names, metadata(target)).collect(Collectors.joining(", ")) + ")\nSELECT "
                + Stream.concat(values, target.metadata().stream().map(DuckDbMerge::inserted))
                        .collect(Collectors.joining(", "))
                + "\nFROM " + STAGING + " AS s WHERE s._freshet_portion = " + number + condition;
    }

    private static String merge(Target target, int number, Portion portion) {
        List<Column> columns = IntStream.range(0, target.columns().size())
                .filter(portion::carries)
                .mapToObj(target.columns()::get)
                .toList();
        Stream<String> updates = Stream.concat(
                columns.stream()
                        .filter(column -> !target.isKey(column))
                        .map(column -> quote(column.name()) + " = " + staged(target, column)),
                target.metadata().stream().map(column -> column.column() + " = " + updated(column)));
        Stream<String> names = Stream.concat(columns.stream().map(column -> quote(column.name())), metadata(target));
        Stream<String> values = Stream.concat(
                columns.stream().map(column -> staged(target, column)),
                target.metadata().stream().map(DuckDbMerge::staged));
        return "MERGE INTO " + quote(target.table()) + " AS t\nUSING (SELECT * FROM " + STAGING
                + " WHERE _freshet_portion = "
                + number + ") AS s ON " + sameKey(target) + "\nWHEN MATCHED AND " + NEWER + " THEN UPDATE SET "
                + updates.collect(Collectors.joining(", ")) + "\nWHEN NOT MATCHED THEN INSERT ("
                + names.collect(Collectors.joining(", ")) + ") VALUES (" + values.collect(Collectors.joining(", "))
                + ")";
    }

    private static String truncate(Target target, int number) {
        String last = """
                (SELECT max(_freshet_position) AS position, max(_freshet_committed_at) AS committed_at
                  FROM %s WHERE _freshet_portion = %d) AS s
                WHERE coalesce(t._freshet_position < s.position, true)""".formatted(STAGING, number);
        return switch (target.deletes()) {
            case HARD -> "DELETE FROM " + quote(target.table()) + " AS t USING " + last;
            case SOFT -> """
                UPDATE %s AS t SET _freshet_deleted = true, _freshet_position = s.position,
                  _freshet_committed_at = s.committed_at, _freshet_applied_at = now()
                FROM %s""".formatted(quote(target.table()), last);
        };
    }

    private static String sameKey(Target target) {
        return target.key().stream()
                .map(column -> "t." + quote(column.name()) + " = " + staged(target, column))
                .collect(Collectors.joining(" AND "));
    }

    private static String staged(Target target, Column column) {
        String value = DuckDbTypes.load(column.type(), "s." + quote(column.name()));
        String cast = target.casts().get(column.name());
        return cast == null ? value : DuckDbTypes.cast(value, cast);
    }

    /** Of a row that was replaced the count goes on. */
    private static String inserted(MetadataColumn column) {
        return column == MetadataColumn.ROWS
                ? "coalesce((SELECT greatest(1, m.holders) FROM " + MATCHES
                        + " AS m WHERE m.new = s.rowid), s._freshet_rows)"
                : staged(column);
    }

    private static String updated(MetadataColumn column) {
        return column == MetadataColumn.ROWS ? "greatest(1, " + ROWS + ")" : staged(column);
    }

    private static String staged(MetadataColumn column) {
        return column == MetadataColumn.APPLIED_AT ? "now()" : "s." + column.column();
    }

    private static Stream<String> metadata(Target target) {
        return target.metadata().stream().map(MetadataColumn::column);
    }
}
