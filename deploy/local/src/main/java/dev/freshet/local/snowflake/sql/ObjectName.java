package dev.freshet.local.snowflake.sql;

/** A table, view or stage: its schema and its name, as Snowflake keeps them. */
public record ObjectName(String schema, String name) {
    /** As the engine beneath takes it. */
    public String quoted() {
        return quote(schema) + "." + quote(name);
    }

    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
