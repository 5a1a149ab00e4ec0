package dev.freshet.local.drift;

import java.util.Locale;

/** What a statement does, as people name it in {@code --kinds} and as the report counts it. */
public enum Kind {
    /** A column that may be NULL and has no default. */
    ADD(2),
    /** A column with a constant default, which every row that is already there takes. */
    ADD_DEFAULT(2),
    /** A column that is NOT NULL without a default: rows that are already there take the type's zero. */
    ADD_NOT_NULL(1),
    WIDEN(4),
    RENAME(2),
    DROP(2),
    /** A column under the name of a dropped one, of another type. */
    RE_ADD(1),
    /** Other columns become the primary key. */
    KEY(1),
    CREATE_TABLE(1),
    DROP_TABLE(1),
    RENAME_TABLE(1),
    TRUNCATE(1);

    private final int weight;

    Kind(int weight) {
        this.weight = weight;
    }

    /** How often it comes in a round. */
    int weight() {
        return weight;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return word();
    }
}
