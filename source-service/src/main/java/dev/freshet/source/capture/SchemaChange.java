package dev.freshet.source.capture;

import dev.freshet.ddl.mysql.Gap;
import java.util.List;

/**
 * A statement changed definitions at the source.
 *
 * @param tables as database.table; empty when the statement is about a database
 * @param ddl    the statement
 * @param steps  what it did to captured tables, in words
 * @param gaps   rows that no event brings because of it
 */
public record SchemaChange(List<String> tables, String ddl, List<String> steps, List<Gap> gaps) {
    public SchemaChange {
        tables = List.copyOf(tables);
        steps = List.copyOf(steps);
        gaps = List.copyOf(gaps);
    }
}
