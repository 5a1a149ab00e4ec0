/**
 * What must change in a destination table so that rows of a writer schema fit: pure rules, no SQL.
 *
 * <p>Pure: imports java.*, JSpecify and {@code dev.freshet.schema}.
 */
@NullMarked
package dev.freshet.evolution;

import org.jspecify.annotations.NullMarked;
