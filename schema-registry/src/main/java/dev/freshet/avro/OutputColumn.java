package dev.freshet.avro;

import dev.freshet.schema.ColumnType;

/** A column of rows that are made from other rows. */
public sealed interface OutputColumn {
    String name();

    /**
     * A column of the input as it stands: type, bytes and whatever its schema says.
     *
     * @param column its place in the input's table
     */
    record Copied(String name, int column) implements OutputColumn {}

    /** A computed value in the Java form of its type; it may always be NULL. */
    record Computed(String name, ColumnType type) implements OutputColumn {}
}
