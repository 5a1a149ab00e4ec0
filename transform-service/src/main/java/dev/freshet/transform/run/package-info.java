/**
 * What runs: the supervisor keeps the transforms that are declared running in this process, each with its threads. Every replica runs every
 * transform of the service, and the consumer groups share out the partitions; one replica keeps a transform on Flink.
 */
@NullMarked
package dev.freshet.transform.run;

import org.jspecify.annotations.NullMarked;
