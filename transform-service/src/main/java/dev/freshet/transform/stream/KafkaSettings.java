package dev.freshet.transform.stream;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How the transforms' clients are set.
 *
 * @param common for every client: bootstrap.servers, security
 */
public record KafkaSettings(Map<String, Object> common) {
    /** Bytes of the largest record: as large as a source's, and what a dead letter says besides. */
    static final int MAX_RECORD = (64 << 20) + (64 << 10);

    public KafkaSettings {
        common = Map.copyOf(common);
    }

    /** The consumer group of a transform: where it is in its input. */
    public static String group(String transform) {
        return "freshet-transform-" + transform;
    }

    /** A dead replica's partitions move within seconds; a batch is what came meanwhile. */
    public Map<String, Object> consumer(String transform) {
        Map<String, Object> settings = reader();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group(transform));
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, group(transform));
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 1_000);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 2 << 20);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20_000);
        return settings;
    }

    /** Of committed records, without a group. */
    public Map<String, Object> reader() {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // a gap in the log must be noticed, not jumped over
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    public Map<String, Object> producer(String transactionalId) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        // how long a dead replica's open transaction may hold up readers when nobody takes its place
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        // the commit flushes: waiting longer only helps when a batch outlives it
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 12_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 12_000);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MAX_RECORD);
        return settings;
    }

    public Map<String, Object> admin() {
        return new HashMap<>(common);
    }
}
