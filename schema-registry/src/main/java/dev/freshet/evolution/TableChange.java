package dev.freshet.evolution;

import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;

/** One step that brings a destination table in line with a writer schema. */
public sealed interface TableChange {
    /** The destination has no such table. */
    record CreateTable(TableSchema schema) implements TableChange {}

    /** The destination table lacks this column; rows already there have NULL in it. */
    record AddColumn(Column column) implements TableChange {}
}
