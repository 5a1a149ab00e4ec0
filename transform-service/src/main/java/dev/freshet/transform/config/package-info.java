/**
 * All that the service is configured by, validated at start. Kafka is found through {@code KAFKA_BOOTSTRAP_SERVERS} and what else
 * stands under {@code kafka.}; see the control plane's {@code KafkaSettings}.
 */
@NullMarked
package dev.freshet.transform.config;

import org.jspecify.annotations.NullMarked;
