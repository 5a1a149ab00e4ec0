/**
 * What runs: the supervisor keeps the transforms that are declared running in this process, each with its threads; what a transform says of
 * itself. Every replica runs every transform, and the consumer groups share out the partitions.
 */
@NullMarked
package dev.freshet.transform.run;

import org.jspecify.annotations.NullMarked;
