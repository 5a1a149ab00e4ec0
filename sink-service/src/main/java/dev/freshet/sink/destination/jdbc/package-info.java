/**
 * What destinations that are reached through JDBC do alike: the fence.
 *
 * <p>Imports java.*, JSpecify, the destination port and {@code dev.freshet.sink.batch}.
 */
@NullMarked
package dev.freshet.sink.destination.jdbc;

import org.jspecify.annotations.NullMarked;
