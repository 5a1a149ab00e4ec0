package dev.freshet.local.drift;

/**
 * What a column is there for. All but {@code VALUE} stay in the table, whatever their names and the key become, and their
 * values follow from the number of the row: so a row is known by its number alone.
 */
enum Part {
    /** Unique. */
    ID,
    /** A small number, for composite keys. */
    TENANT,
    /** NOT NULL UNIQUE beside the key: a key to switch to. */
    SERIAL,
    /** Grows with every change: MySQL does not log an update that changes nothing. */
    VERSION,
    VALUE;

    /** The value in a row, for the parts that identify it. */
    String literal(int row) {
        return switch (this) {
            case ID -> Integer.toString(row);
            case TENANT -> Integer.toString(row % 7 + 1);
            case SERIAL -> Integer.toString(1_000_000 + 3 * row);
            case VERSION, VALUE -> throw new IllegalArgumentException(this + " does not follow from the row's number");
        };
    }

    boolean identifies() {
        return switch (this) {
            case ID, TENANT, SERIAL -> true;
            case VERSION, VALUE -> false;
        };
    }
}
