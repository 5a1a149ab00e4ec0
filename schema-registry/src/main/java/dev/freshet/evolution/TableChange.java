package dev.freshet.evolution;

import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import java.util.List;

/** One step that brings a destination table in line with the source's. */
public sealed interface TableChange {
    /** The destination has no such table. */
    record CreateTable(TableSchema schema) implements TableChange {}

    /** The destination table lacks this column; rows already there have the column's default in it. */
    record AddColumn(Column column) implements TableChange {}

    /**
     * The column is to hold values of a wider type.
     *
     * @param copy by a new column that is filled and swapped, even where the destination could change it in place
     */
    record WidenColumn(String column, ColumnType from, ColumnType to, boolean copy) implements TableChange {}

    /** No type holds both: the old values move aside, and a new column takes the name. */
    record ReplaceColumn(Column column, ColumnType from, String aside) implements TableChange {}

    /** The column keeps its values under another name. */
    record RenameColumn(String from, String to) implements TableChange {}

    record DropColumn(String column) implements TableChange {}

    /** The column may hold NULL from now on. */
    record RelaxNotNull(String column) implements TableChange {}

    /** Rows are told apart by other columns. All of them are there, and no two rows are alike in them. */
    record KeyChanged(List<String> from, List<String> to) implements TableChange {}

    /** The table keeps its rows under another name of the same schema. */
    record RenameTable(String to) implements TableChange {}

    record DropTable() implements TableChange {}

    /**
     * The table is made anew beside itself, empty and of the same definition; what is there stays readable until {@link EndRebuild}. One that
     * was begun before is void.
     *
     * @param name of the new one, in the same schema
     * @param key  of the table as it is
     */
    record BeginRebuild(String name, List<String> key) implements TableChange {}

    /** The new one is whole and takes the table's place. */
    record EndRebuild(String name) implements TableChange {}

    /** The new one is not needed any more. */
    record AbandonRebuild(String name) implements TableChange {}

    /** Whether it may take as long as reading and writing the whole table, so that other tables are not to wait for it. */
    default boolean rewrites() {
        return this instanceof WidenColumn || this instanceof KeyChanged || this instanceof EndRebuild;
    }
}
