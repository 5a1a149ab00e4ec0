package dev.freshet.transform.flink.ddl;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Pieces of Flink SQL. */
final class Text {
    private Text() {}

    static String name(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    static String list(List<String> items) {
        return items.stream().collect(Collectors.joining(",\n  ", "\n  ", "\n"));
    }

    /** {@code WITH (...)}, in the order of the map. */
    static String options(Map<String, String> options) {
        return "WITH ("
                + list(options.entrySet().stream()
                        .map(option -> literal(option.getKey()) + " = " + literal(option.getValue()))
                        .toList())
                + ')';
    }
}
