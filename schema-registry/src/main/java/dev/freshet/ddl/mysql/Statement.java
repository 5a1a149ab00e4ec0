package dev.freshet.ddl.mysql;

import java.util.List;

/**
 * All that a text says.
 *
 * @param changes     in its order; empty: it is about no table
 * @param definitions one for each ALTER TABLE
 */
public record Statement(List<TableChange> changes, List<Definition> definitions) {
    public Statement {
        changes = List.copyOf(changes);
        definitions = List.copyOf(definitions);
    }
}
