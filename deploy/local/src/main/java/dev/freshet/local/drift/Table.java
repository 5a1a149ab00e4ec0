package dev.freshet.local.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table as the database declares it now. Every change checks that MySQL would accept it.
 *
 * @param dropped columns that were there once and whose names are free
 */
record Table(String name, List<Column> columns, List<String> key, List<Column> dropped) {
    static final String DATABASE = "drift";

    Table {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        dropped = List.copyOf(dropped);
        List<String> names = columns.stream().map(Column::name).toList();
        check(names.stream().distinct().count() == names.size(), "a name occurs twice in " + names);
        check(!key.isEmpty() && names.containsAll(key), "the key " + key + " is not in " + names);
        check(columns.stream().anyMatch(column -> column.part() == Part.VERSION), "nothing counts the changes");
    }

    private static void check(boolean valid, String otherwise) {
        if (!valid) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    String quotedName() {
        return quoted(name);
    }

    static String quoted(String table) {
        return "`" + DATABASE + "`.`" + table + "`";
    }

    String create() {
        Stream<String> lines =
                columns.stream().map(column -> column.definition() + (column.part() == Part.SERIAL ? " UNIQUE" : ""));
        return "CREATE TABLE " + quotedName() + " (" + lines.collect(Collectors.joining(", ")) + ", PRIMARY KEY "
                + list(key) + ")";
    }

    static String list(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ", "(", ")"));
    }

    Column column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no column " + wanted));
    }

    List<Column> values() {
        return only(column -> column.part() == Part.VALUE);
    }

    List<Column> only(Predicate<Column> wanted) {
        return columns.stream().filter(wanted).toList();
    }

    Table with(Column column, int index) {
        List<Column> more = new ArrayList<>(columns);
        more.add(index, column);
        return new Table(name, more, key, droppedWithout(column.name()));
    }

    Table without(String column) {
        check(column(column).part() == Part.VALUE, column + " must stay");
        List<Column> gone = new ArrayList<>(droppedWithout(column));
        gone.add(column(column));
        return new Table(name, only(other -> !other.name().equals(column)), key, gone);
    }

    private List<Column> droppedWithout(String column) {
        return dropped.stream().filter(other -> !other.name().equals(column)).toList();
    }

    /** The key follows a column that is renamed. */
    Table replacing(String column, Column by) {
        check(columns.contains(column(column)), column + " is not there");
        List<Column> others = columns.stream()
                .map(other -> other.name().equals(column) ? by : other)
                .toList();
        List<String> parts =
                key.stream().map(part -> part.equals(column) ? by.name() : part).toList();
        return new Table(name, others, parts, droppedWithout(by.name()));
    }

    Table keyedBy(List<String> parts) {
        check(parts.stream().allMatch(part -> column(part).part().identifies()), parts + " may not identify a row");
        check(parts.stream().anyMatch(part -> column(part).part() != Part.TENANT), parts + " is not unique");
        return new Table(name, columns, parts, dropped);
    }

    Table named(String other) {
        return new Table(other, columns, key, dropped);
    }
}
