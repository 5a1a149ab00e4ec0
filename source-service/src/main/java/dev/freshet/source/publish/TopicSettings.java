package dev.freshet.source.publish;

import java.time.Duration;

/**
 * How topics of change events are created.
 *
 * @param replication -1: the broker's default
 */
public record TopicSettings(int partitions, short replication, Duration retention) {}
