package dev.freshet.source.capture;

import dev.freshet.event.TableId;

/**
 * Debezium did not understand of which table a statement was, and would read the rows behind it by the old definition: it takes
 * databases that are spelt differently for different ones, also where the server does not.
 */
public final class UnfollowedStatementException extends RuntimeException {
    private final TableId table;

    public UnfollowedStatementException(TableId table) {
        super("a statement changed the definition of " + table.inLowerCase() + " and spelt it " + table
                + ", which Debezium takes for a table of another database; the rows behind it would be read wrongly");
        this.table = table;
    }

    public String mend() {
        return "delete this source and make it anew under another name, which takes a new snapshot; from now on write the database as "
                + table.inLowerCase().database() + " in statements, or leave it out after USE";
    }
}
