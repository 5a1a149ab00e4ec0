package dev.freshet.control.messaging;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** How to reach Kafka: everything configured under {@code kafka.}, for clients that are not channels. */
@Singleton
public class KafkaSettings {
    private final Map<String, Object> properties;

    @Inject
    public KafkaSettings(@Identifier("default-kafka-broker") Instance<Map<String, Object>> broker) {
        this(broker.isResolvable() ? broker.get() : Map.of());
    }

    /** For tests and for clients outside a container. */
    public KafkaSettings(Map<String, Object> properties) {
        Map<String, Object> copy = new HashMap<>(properties);
        copy.putIfAbsent("bootstrap.servers", "localhost:9092");
        this.properties = Map.copyOf(copy);
    }

    /** Client properties without serializers. May hold credentials: do not log them. */
    public Map<String, Object> properties() {
        return properties;
    }

    public String bootstrapServers() {
        return String.valueOf(properties.get("bootstrap.servers"));
    }
}
