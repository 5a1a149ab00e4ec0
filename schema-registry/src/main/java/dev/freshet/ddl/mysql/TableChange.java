package dev.freshet.ddl.mysql;

import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.TableId;
import java.util.List;
import java.util.Locale;

/** What one clause of a statement did, whether the table is captured or not. Names are as the statement spells them. */
public sealed interface TableChange {
    /**
     * Columns changed, or something that no step speaks of.
     *
     * @param steps  about columns only
     * @param silent columns whose values in rows that were there come with no event, and are not a constant
     * @param key    columns of the primary key that the statement gives to the table; empty when it gives none
     */
    record Altered(TableId table, List<Step> steps, List<String> silent, List<String> key) implements TableChange {
        public Altered {
            steps = List.copyOf(steps);
            silent = List.copyOf(silent);
            key = List.copyOf(key);
        }
    }

    /**
     * A table was made.
     *
     * @param surely not when the statement may have found it there, IF NOT EXISTS
     */
    record Created(TableId table, boolean surely) implements TableChange {}

    record Dropped(TableId table) implements TableChange {}

    record Truncated(TableId table) implements TableChange {}

    record Renamed(TableId from, TableId to) implements TableChange {}

    /** With every table in it; the log has no word about each of them. */
    record DatabaseDropped(String database) implements TableChange {}

    /** The same with its names as a server keeps them whose {@code lower_case_table_names} is 1. */
    default TableChange inLowerCase() {
        return switch (this) {
            case Altered(TableId table, List<Step> steps, List<String> silent, List<String> key) ->
                new Altered(table.inLowerCase(), steps, silent, key);
            case Created(TableId table, boolean surely) -> new Created(table.inLowerCase(), surely);
            case Dropped(TableId table) -> new Dropped(table.inLowerCase());
            case Truncated(TableId table) -> new Truncated(table.inLowerCase());
            case Renamed(TableId from, TableId to) -> new Renamed(from.inLowerCase(), to.inLowerCase());
            case DatabaseDropped(String database) -> new DatabaseDropped(database.toLowerCase(Locale.ROOT));
        };
    }
}
