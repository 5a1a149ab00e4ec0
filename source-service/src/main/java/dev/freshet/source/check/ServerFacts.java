package dev.freshet.source.check;

import dev.freshet.event.TableId;
import java.util.List;
import java.util.Map;

/**
 * What a server says of itself.
 *
 * @param variables global variables by name, lower case
 * @param grants    lines of SHOW GRANTS
 * @param tables    all base tables that the user can see, system databases left out
 */
public record ServerFacts(Map<String, String> variables, List<String> grants, List<Table> tables) {
    public record Table(TableId id, boolean hasPrimaryKey) {}
}
