package dev.freshet.sink.stream;

import dev.freshet.event.DefinitionChange;
import dev.freshet.event.EventStamp;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.batch.RawHeader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Kafka's records as arrivals. */
final class Records {
    private Records() {}

    static Arrival arrival(ConsumerRecord<byte[], byte[]> record) {
        EventStamp stamp = null;
        DefinitionChange definition = null;
        List<RawHeader> others = List.of();
        for (Header header : record.headers()) {
            if (record.value() == null && header.key().equals(DefinitionChange.HEADER)) {
                definition = definition(header.value());
            }
            EventStamp read = header.key().equals(EventStamp.HEADER) ? stamp(header.value()) : null;
            if (read != null) {
                stamp = read;
            } else {
                others = others.isEmpty() ? new ArrayList<>(2) : others;
                others.add(new RawHeader(header.key(), header.value() == null ? new byte[0] : header.value()));
            }
        }
        return new Arrival(
                record.key(), record.value(), stamp, record.partition(), record.offset(), others, definition);
    }

    /** One of a later version is a boundary all the same. */
    private static DefinitionChange definition(byte @Nullable [] header) {
        try {
            return DefinitionChange.of(header == null ? new byte[0] : header);
        } catch (IllegalArgumentException unreadable) {
            return new DefinitionChange("", 0, List.of());
        }
    }

    private static @Nullable EventStamp stamp(byte @Nullable [] header) {
        try {
            return header == null ? null : EventStamp.of(header);
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
