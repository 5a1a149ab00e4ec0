package dev.freshet.transform.flink.job;

import org.jspecify.annotations.Nullable;

/**
 * The cluster that this service may use.
 *
 * @param parts null: none is configured
 */
public record FlinkCluster(@Nullable FlinkParts parts) {}
