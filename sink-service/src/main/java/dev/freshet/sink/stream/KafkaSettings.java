package dev.freshet.sink.stream;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How the sink's clients are set.
 *
 * @param common for every client: bootstrap.servers, security
 */
public record KafkaSettings(Map<String, Object> common) {
    /** Bytes of the largest dead letter: more than the largest change event, since it says why. */
    static final int MAX_LETTER = (64 << 20) + (64 << 10);

    public KafkaSettings {
        common = Map.copyOf(common);
    }

    /** Low latency, bounded memory, and a dead replica's partitions move within seconds. */
    Map<String, Object> consumer(String pipeline) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "freshet-" + pipeline);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "freshet-sink-" + pipeline);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // a gap in the log must be noticed, not jumped over
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, TopicAssignor.class.getName());
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 1_000);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        return settings;
    }

    Map<String, Object> deadLetterProducer(String pipeline) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "freshet-dead-letters-" + pipeline);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // of two requests to a topic just made the broker may take the second first, and then never the first
        // (KAFKA-15591)
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MAX_LETTER);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_LETTER);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return settings;
    }

    Map<String, Object> admin() {
        return new HashMap<>(common);
    }
}
