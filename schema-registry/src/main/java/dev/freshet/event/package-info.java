/**
 * What happened to a row: operation, table, source position, commit time.
 *
 * <p>Pure: imports java.* and JSpecify only. All types are immutable values.
 */
@NullMarked
package dev.freshet.event;

import org.jspecify.annotations.NullMarked;
