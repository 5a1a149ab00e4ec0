package dev.freshet.local.drift;

import dev.freshet.local.compare.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which tables there are, and which columns each has. */
record Structure(SortedMap<String, SortedSet<String>> tables) {
    private static final String OURS = "_freshet_";

    /** What to ask a destination. */
    static final String COLUMNS =
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = '" + Table.DATABASE
                    + "' ORDER BY 1, 2";

    static Structure of(List<Shape> shapes) {
        SortedMap<String, SortedSet<String>> tables = new TreeMap<>();
        shapes.forEach(shape -> tables.put(
                shape.table(),
                new TreeSet<>(shape.columns().stream().map(Shape.Column::name).toList())));
        return new Structure(tables);
    }

    /** From an answer to {@link #COLUMNS}, without what Freshet adds of its own. */
    static Structure ofRows(List<List<@Nullable String>> rows) {
        SortedMap<String, SortedSet<String>> tables = new TreeMap<>();
        for (List<@Nullable String> row : rows) {
            String table = String.valueOf(row.get(0));
            String column = String.valueOf(row.get(1));
            if (!table.startsWith(OURS)) {
                SortedSet<String> columns = tables.computeIfAbsent(table, name -> new TreeSet<>());
                if (!column.startsWith(OURS)) {
                    columns.add(column);
                }
            }
        }
        return new Structure(tables);
    }

    /** What the destination has otherwise. */
    List<Difference> differencesOf(Structure destination) {
        List<Difference> differences = new ArrayList<>();
        SortedSet<String> all = new TreeSet<>(tables.keySet());
        all.addAll(destination.tables.keySet());
        for (String table : all) {
            SortedSet<String> wanted = tables.get(table);
            SortedSet<String> found = destination.tables.get(table);
            if (wanted == null) {
                differences.add(new Difference(table, "is gone at the source but still at the destination"));
            } else if (found == null) {
                differences.add(new Difference(table, "is not at the destination"));
            } else if (!wanted.equals(found)) {
                differences.add(new Difference(
                        table,
                        "lacks columns " + minus(wanted, found) + " and has more columns " + minus(found, wanted)));
            }
        }
        return differences;
    }

    private static SortedSet<String> minus(SortedSet<String> some, SortedSet<String> others) {
        SortedSet<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
