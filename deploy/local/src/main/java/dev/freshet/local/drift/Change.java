package dev.freshet.local.drift;

import java.util.List;
import java.util.Set;

/** One statement that changes definitions (or, as TRUNCATE does, all rows at once). */
sealed interface Change {
    Kind kind();

    String sql();

    /** Every name that it touches: writers of these wait for it. */
    Set<String> tables();

    /** A change of one table that stays under its name. */
    sealed interface OfTable extends Change {
        String table();

        Table applied(Table before);

        @Override
        default Set<String> tables() {
            return Set.of(table());
        }
    }

    private static String alter(String table, String how) {
        return "ALTER TABLE " + Table.quoted(table) + " " + how;
    }

    /** @param place where it lands, and the words for that */
    record AddColumn(Kind kind, String table, Column column, Place place) implements OfTable {
        @Override
        public String sql() {
            return alter(table, "ADD COLUMN " + column.definition() + place.sql());
        }

        @Override
        public Table applied(Table before) {
            return before.with(column, place.index());
        }
    }

    /** A position among a table's columns. */
    record Place(int index, String sql) {
        static Place of(Table table, int index) {
            String words = index == 0
                    ? " FIRST"
                    : " AFTER " + table.columns().get(index - 1).quotedName();
            return new Place(index, index == table.columns().size() ? "" : words);
        }
    }

    record Widen(String table, Column from, ColumnType to) implements OfTable {
        @Override
        public Kind kind() {
            return Kind.WIDEN;
        }

        @Override
        public String sql() {
            return alter(table, "MODIFY COLUMN " + from.widened(to).definition());
        }

        @Override
        public Table applied(Table before) {
            if (!before.column(from.name()).widenings().contains(to)) {
                throw new IllegalArgumentException(to + " is not wider than " + from);
            }
            return before.replacing(from.name(), from.widened(to));
        }
    }

    /** @param restated by CHANGE COLUMN, which says the whole definition again, instead of RENAME COLUMN */
    record RenameColumn(String table, Column from, String to, boolean restated) implements OfTable {
        @Override
        public Kind kind() {
            return Kind.RENAME;
        }

        @Override
        public String sql() {
            return alter(
                    table,
                    restated
                            ? "CHANGE COLUMN " + from.quotedName() + " "
                                    + from.named(to).definition()
                            : "RENAME COLUMN " + from.quotedName() + " TO `" + to + "`");
        }

        @Override
        public Table applied(Table before) {
            return before.replacing(from.name(), from.named(to));
        }
    }

    record DropColumn(String table, String column) implements OfTable {
        @Override
        public Kind kind() {
            return Kind.DROP;
        }

        @Override
        public String sql() {
            return alter(table, "DROP COLUMN `" + column + "`");
        }

        @Override
        public Table applied(Table before) {
            return before.without(column);
        }
    }

    record ChangeKey(String table, List<String> key) implements OfTable {
        @Override
        public Kind kind() {
            return Kind.KEY;
        }

        @Override
        public String sql() {
            return alter(table, "DROP PRIMARY KEY, ADD PRIMARY KEY " + Table.list(key));
        }

        @Override
        public Table applied(Table before) {
            return before.keyedBy(key);
        }
    }

    record Truncate(String table) implements OfTable {
        @Override
        public Kind kind() {
            return Kind.TRUNCATE;
        }

        @Override
        public String sql() {
            return "TRUNCATE TABLE " + Table.quoted(table);
        }

        @Override
        public Table applied(Table before) {
            return before;
        }
    }

    record CreateTable(Table table) implements Change {
        @Override
        public Kind kind() {
            return Kind.CREATE_TABLE;
        }

        @Override
        public String sql() {
            return table.create();
        }

        @Override
        public Set<String> tables() {
            return Set.of(table.name());
        }
    }

    record DropTable(String table) implements Change {
        @Override
        public Kind kind() {
            return Kind.DROP_TABLE;
        }

        @Override
        public String sql() {
            return "DROP TABLE " + Table.quoted(table);
        }

        @Override
        public Set<String> tables() {
            return Set.of(table);
        }
    }

    record RenameTable(String from, String to) implements Change {
        @Override
        public Kind kind() {
            return Kind.RENAME_TABLE;
        }

        @Override
        public String sql() {
            return "RENAME TABLE " + Table.quoted(from) + " TO " + Table.quoted(to);
        }

        @Override
        public Set<String> tables() {
            return Set.of(from, to);
        }
    }
}
