package dev.freshet.event;

import java.util.Locale;

/** A table as the source names it: database (MySQL) or schema (PostgreSQL), and table. */
public record TableId(String database, String table) {
    /** As a server keeps it whose {@code lower_case_table_names} is 1. */
    public TableId inLowerCase() {
        return new TableId(database.toLowerCase(Locale.ROOT), table.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return database + "." + table;
    }
}
