package dev.freshet.transform.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.event.EventStamp;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What a record is sent as that cannot be used: untouched, with what is wrong in its headers. */
public final class DeadLetters {
    private static final String ERROR = "freshet.error.";

    private final String topic;
    private final Clock clock;

    public DeadLetters(String transform, Clock clock) {
        this.topic = OutputTopics.DEAD_LETTERS + transform;
        this.clock = clock;
    }

    /** @param stage where it failed */
    public ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> record, String stage, String cause, String mend) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, record.key(), record.value());
        Headers headers = letter.headers();
        record.headers().forEach(headers::add);
        Header stamp = record.headers().lastHeader(EventStamp.HEADER);
        if (stamp != null) {
            try {
                add(headers, "position", EventStamp.of(stamp.value()).position().text());
            } catch (IllegalArgumentException unreadable) {
                add(headers, "position", "unreadable");
            }
        }
        add(headers, "topic", record.topic());
        add(headers, "partition", String.valueOf(record.partition()));
        add(headers, "offset", String.valueOf(record.offset()));
        add(headers, "stage", stage);
        add(headers, "cause", cause);
        add(headers, "mend", mend);
        add(headers, "at", clock.instant().toString());
        return letter;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(ERROR + name, value.getBytes(UTF_8));
    }
}
