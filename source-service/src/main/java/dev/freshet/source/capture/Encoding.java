package dev.freshet.source.capture;

import dev.freshet.avro.RecordEncoder;
import dev.freshet.event.EventStamp;
import dev.freshet.source.publish.Publisher;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Debezium's records as Avro, to their topics. For use by one thread. */
final class Encoding {
    private final RecordEncoder encoder;
    private final Publisher publisher;
    private final Map<String, Names> names = new HashMap<>();

    Encoding(RecordEncoder encoder, Publisher publisher) {
        this.encoder = encoder;
        this.publisher = publisher;
    }

    /** @return the table that it is of, as database.table */
    String send(SourceRecord record, @Nullable EventStamp stamp) {
        Names to = names.computeIfAbsent(record.topic(), Names::of);
        byte[] key = record.key() == null ? null : encoder.encode(to.keySubject, record.keySchema(), record.key());
        byte[] value = encoder.encode(to.valueSubject, record.valueSchema(), record.value());
        publisher.send(to.topic, key, value, stamp);
        return to.table;
    }

    /** What is derived from a topic, once. */
    private record Names(String topic, String keySubject, String valueSubject, String table) {
        static Names of(String topic) {
            return new Names(topic, topic + "-key", topic + "-value", topic.substring(topic.indexOf('.') + 1));
        }
    }
}
