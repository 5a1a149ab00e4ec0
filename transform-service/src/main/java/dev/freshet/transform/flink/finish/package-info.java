/**
 * From the topic of a version's job to the transform's own: Flink writes rows that come and go, without positions and boundaries; here they become
 * change events like a source's, exactly once. A row that goes and comes again under its key in one batch is an update. When a version was
 * built anew, its rows stand between {@code SnapshotBegun} and {@code SnapshotEnded}.
 *
 * <p>Where this is, also whether it is between the two boundaries, is in the group's offsets, which are committed in the transaction of what was
 * written. May import Kafka, {@code apply}, {@code stream}, {@code flink.ddl} and the libraries.
 */
@NullMarked
package dev.freshet.transform.flink.finish;

import org.jspecify.annotations.NullMarked;
