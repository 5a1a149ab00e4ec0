package dev.freshet.source.capture;

import io.debezium.relational.TableId;
import io.debezium.spi.schema.DataCollectionId;
import java.util.Locale;
import java.util.Properties;

/**
 * Topics of a server that keeps names of tables in lower case. Debezium names the topic of a row after the spelling in the
 * last statement about its table, so that each spelling would have a topic of its own. Made by the engine, by name.
 */
public final class LowerCaseTopics extends TableTopics {
    public LowerCaseTopics(Properties properties) {
        super(properties);
    }

    @Override
    DataCollectionId spelled(DataCollectionId id) {
        return id instanceof TableId table ? lower(table) : id;
    }

    /** Debezium's own {@code toLowercase} leaves the database as it is. */
    private static TableId lower(TableId table) {
        return new TableId(
                table.catalog() == null ? null : table.catalog().toLowerCase(Locale.ROOT),
                table.schema(),
                table.table().toLowerCase(Locale.ROOT));
    }
}
