package dev.freshet.schema;

/** One column: name as the source spells it, type, and whether it may be NULL. */
public record Column(String name, ColumnType type, boolean nullable) {}
