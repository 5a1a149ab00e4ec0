/**
 * Transforms on Flink: planned through the gateway, one job for each version of the SQL, found again by its name, started again from its newest
 * checkpoint when the cluster has lost it. A new version goes on from the old one's savepoint when its state means the same, else it is
 * built from the log beside the old one, which serves on until it has caught up. What is deployed stands in the compacted topic
 * {@code freshet.flink-transforms}; one replica owns a transform.
 */
@NullMarked
package dev.freshet.transform.flink.job;

import org.jspecify.annotations.NullMarked;
