package dev.freshet.ddl.mysql;

import java.util.List;

/**
 * All that a statement says.
 *
 * @param changes     in its order; empty: it is about no table
 * @param definitions of the table that it alters
 */
public record Statement(List<TableChange> changes, List<Definition> definitions) {
    public Statement {
        changes = List.copyOf(changes);
        definitions = List.copyOf(definitions);
    }
}
