package dev.freshet.event;

/** A table as the source names it: database (MySQL) or schema (PostgreSQL), and table. */
public record TableId(String database, String table) {
    @Override
    public String toString() {
        return database + "." + table;
    }
}
