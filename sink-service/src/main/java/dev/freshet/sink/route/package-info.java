/**
 * From names to names: which topics a pipeline reads, and which destination table a topic is written to.
 *
 * <p>Pure: imports java.*, JSpecify, {@code dev.freshet.sink.batch} and the pure rooms of the libraries.
 */
@NullMarked
package dev.freshet.sink.route;

import org.jspecify.annotations.NullMarked;
