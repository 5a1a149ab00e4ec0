package dev.freshet.source.capture;

import io.debezium.schema.DefaultTopicNamingStrategy;
import io.debezium.spi.schema.DataCollectionId;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** Debezium's topics of tables, put together once for each table and not for each row. Made by the engine, by name. */
public class TableTopics extends DefaultTopicNamingStrategy {
    /** Far more than are written to at a time; a server that makes tables all day does not fill the memory. */
    private static final int MOST = 10_000;

    private final Map<DataCollectionId, String> known = new ConcurrentHashMap<>();

    public TableTopics(Properties properties) {
        super(properties);
    }

    @Override
    public final String dataChangeTopic(DataCollectionId id) {
        String topic = known.get(id);
        if (topic == null) {
            topic = super.dataChangeTopic(spelled(id));
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(id, topic);
        }
        return topic;
    }

    /** The table as its topic names it. */
    DataCollectionId spelled(DataCollectionId id) {
        return id;
    }
}
