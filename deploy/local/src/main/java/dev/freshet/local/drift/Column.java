package dev.freshet.local.drift;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param preset the literal after DEFAULT, or null without one */
record Column(
        String name,
        ColumnType type,
        boolean nullable,
        @Nullable String preset,
        Part part) {
    static Column value(String name, ColumnType type, boolean nullable, @Nullable String preset) {
        return new Column(name, type, nullable, preset, Part.VALUE);
    }

    /** As it stands in CREATE, ADD, MODIFY and CHANGE. */
    String definition() {
        return quotedName() + " " + type.sql() + (nullable ? " NULL" : " NOT NULL")
                + (preset == null ? "" : " DEFAULT " + preset);
    }

    String quotedName() {
        return "`" + name + "`";
    }

    Column named(String other) {
        return new Column(other, type, nullable, preset, part);
    }

    /** Keeps its default where the wider type may have one. */
    Column widened(ColumnType wider) {
        return new Column(name, wider, nullable, wider.allowsDefault() ? preset : null, part);
    }

    /** What it can become; what follows from the row's number stays a whole number. */
    List<ColumnType> widenings() {
        return part == Part.VALUE
                ? type.wider()
                : type.wider().stream()
                        .filter(wider -> wider instanceof ColumnType.BigInt)
                        .toList();
    }

    boolean mayBeLeftOut() {
        return part == Part.VALUE && (nullable || preset != null);
    }
}
