package dev.freshet.local.drift;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All tables as they are now: the model that statements are made from. Immutable; a change makes another. */
record Schema(SortedMap<String, Table> tables) {
    static final Schema EMPTY = new Schema(new TreeMap<>());

    Schema {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    List<Table> all() {
        return List.copyOf(tables.values());
    }

    Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("there is no table " + name);
        }
        return table;
    }

    /** @throws IllegalArgumentException when MySQL would refuse the change */
    Schema after(Change change) {
        SortedMap<String, Table> next = new TreeMap<>(tables);
        switch (change) {
            case Change.OfTable one -> next.put(one.table(), one.applied(table(one.table())));
            case Change.CreateTable create -> put(next, create.table());
            case Change.DropTable drop -> next.remove(table(drop.table()).name());
            case Change.RenameTable rename -> {
                next.remove(rename.from());
                put(next, table(rename.from()).named(rename.to()));
            }
        }
        return new Schema(next);
    }

    private static void put(SortedMap<String, Table> tables, Table table) {
        if (tables.putIfAbsent(table.name(), table) != null) {
            throw new IllegalArgumentException("there is a table " + table.name() + " already");
        }
    }
}
