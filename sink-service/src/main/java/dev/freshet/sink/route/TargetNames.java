package dev.freshet.sink.route;

import dev.freshet.event.TableId;
import dev.freshet.sink.batch.TableName;

/**
 * Names of destination tables: {@code ${database}} and {@code ${table}} in the templates stand for the source table's.
 *
 * @param source the topics' prefix
 */
public record TargetNames(String source, String schemaTemplate, String tableTemplate) {
    /**
     * The table behind a topic {@code <source>.<database>.<table>}; behind {@code <transform>.<table>}, with the transform as its database.
     *
     * @throws IllegalArgumentException when the topic is not one of this source's tables
     */
    public TableId table(String topic) {
        int dot = topic.indexOf('.', source.length() + 1);
        if (topic.startsWith(source + ".") && dot < 0 && topic.length() > source.length() + 1) {
            return new TableId(source, topic.substring(source.length() + 1));
        }
        if (!topic.startsWith(source + ".") || dot < 0 || dot == topic.length() - 1) {
            throw new IllegalArgumentException("topic '" + topic + "' is not a table of source '" + source + "'");
        }
        return new TableId(topic.substring(source.length() + 1, dot), topic.substring(dot + 1));
    }

    public TableName target(String topic) {
        return target(table(topic));
    }

    public TableName target(TableId table) {
        return new TableName(fill(schemaTemplate, table), fill(tableTemplate, table));
    }

    private static String fill(String template, TableId table) {
        return template.replace("${database}", table.database()).replace("${table}", table.table());
    }
}
