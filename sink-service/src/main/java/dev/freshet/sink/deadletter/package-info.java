/**
 * Events that can never be applied: what is kept of them, and the port that keeps them. A dead letter is safely stored before the
 * destination's offset moves past its record; after a crash it may be stored twice.
 *
 * <p>Pure: imports java.*, JSpecify and {@code dev.freshet.sink.batch}.
 */
@NullMarked
package dev.freshet.sink.deadletter;

import org.jspecify.annotations.NullMarked;
