package dev.freshet.local.drift;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the part of one transaction that concerns one table, as SQL that fits its definition. */
final class TableWriter {
    private static final int LARGEST_INSERT = 20;

    private final Table table;
    private final LiveRows rows;
    private final Random random;
    private final Values values;
    private final int version;
    private final List<String> sql = new ArrayList<>();
    private final Set<Integer> written = new HashSet<>();
    private int changed;

    /** @param version greater than in all earlier transactions */
    TableWriter(Table table, LiveRows rows, Random random, int version) {
        this.table = table;
        this.rows = rows;
        this.random = random;
        this.values = new Values(random);
        this.version = version;
    }

    /** @param large whether the table has grown enough */
    void change(int count, boolean large) {
        while (changed < count) {
            int dice = random.nextInt(100);
            if (rows.size() == 0 || dice < (large ? 15 : 35)) {
                insert(Math.min(count - changed, 1 + random.nextInt(LARGEST_INSERT)));
            } else if (dice < 80) {
                update();
            } else if (dice < 97) {
                delete();
            } else {
                move();
            }
        }
    }

    void insert(int count) {
        boolean brief = random.nextInt(4) == 0;
        List<Column> columns = table.only(column -> !(brief && column.mayBeLeftOut()));
        List<String> tuples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int row = rows.add();
            written.add(row);
            tuples.add(
                    columns.stream().map(column -> literal(column, row)).collect(Collectors.joining(", ", "(", ")")));
        }
        sql.add("INSERT INTO " + table.quotedName() + " "
                + Table.list(columns.stream().map(Column::name).toList()) + " VALUES " + String.join(", ", tuples));
        changed += count;
    }

    private void update() {
        int row = rows.any(random);
        Set<String> sets = new HashSet<>();
        List<String> pairs = new ArrayList<>(List.of(set(only(Part.VERSION), row)));
        for (int i = random.nextInt(4); i > 0 && !table.values().isEmpty(); i--) {
            Column column = table.values().get(random.nextInt(table.values().size()));
            if (sets.add(column.name())) {
                pairs.add(set(column, row));
            }
        }
        sql.add("UPDATE " + table.quotedName() + " SET " + String.join(", ", pairs) + where(row));
        written.add(row);
        changed++;
    }

    private void delete() {
        int row = rows.removeAny(random);
        written.remove(row);
        sql.add("DELETE FROM " + table.quotedName() + where(row));
        changed++;
    }

    /** A change of whatever is the key. */
    private void move() {
        int from = rows.removeAny(random);
        int to = rows.add();
        String pairs = table.only(column -> column.part() != Part.VALUE).stream()
                .map(column -> set(column, to))
                .collect(Collectors.joining(", "));
        sql.add("UPDATE " + table.quotedName() + " SET " + pairs + where(from));
        written.remove(from);
        written.add(to);
        changed++;
    }

    private Column only(Part part) {
        return table.only(column -> column.part() == part).getFirst();
    }

    private String set(Column column, int row) {
        return column.quotedName() + " = " + literal(column, row);
    }

    private String literal(Column column, int row) {
        return switch (column.part()) {
            case ID, TENANT, SERIAL -> column.part().literal(row);
            case VERSION -> Integer.toString(version);
            case VALUE -> values.literal(column);
        };
    }

    private String where(int row) {
        return table.key().stream()
                .map(table::column)
                .map(column -> column.quotedName() + " = " + column.part().literal(row))
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    List<String> sql() {
        return sql;
    }

    Step.Touch touch() {
        return new Step.Touch(changed, rows.size(), !written.isEmpty());
    }
}
