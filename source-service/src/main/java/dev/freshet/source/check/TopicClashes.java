package dev.freshet.source.check;

import dev.freshet.event.TableId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tables that would share a topic, and so a destination table. Kafka's topics allow few characters: Debezium puts a _ in the
 * place of any other one; it makes the names of schemas so too, where - is no letter either.
 */
final class TopicClashes {
    private static final Pattern NO_LETTER = Pattern.compile("[^a-zA-Z0-9._]");

    private TopicClashes() {}

    static void findings(List<ServerFacts.Table> captured, List<Finding> findings) {
        Map<String, TreeSet<String>> byName = captured.stream()
                .map(ServerFacts.Table::id)
                .collect(Collectors.groupingBy(
                        TopicClashes::name,
                        TreeMap::new,
                        Collectors.mapping(TableId::toString, Collectors.toCollection(TreeSet::new))));
        byName.forEach((name, tables) -> {
            if (tables.size() > 1) {
                findings.add(Finding.error(
                        "tables",
                        "the tables '" + String.join("' and '", tables) + "' would share the name " + name
                                + ": letters, digits, dot and underscore are all that a topic and its schema can tell apart",
                        "capture one of them only, or rename one"));
            }
        });
    }

    private static String name(TableId table) {
        return NO_LETTER.matcher(table.toString()).replaceAll("_");
    }
}
