/**
 * Rows of one table that are written in one commit: compaction per key (last position wins), offset ranges.
 *
 * <p>Pure: imports java.*, JSpecify and the pure rooms of the libraries.
 */
@NullMarked
package dev.freshet.sink.batch;

import org.jspecify.annotations.NullMarked;
