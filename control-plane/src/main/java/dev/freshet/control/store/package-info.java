/**
 * The resource log folded into a view. Every replica reads all of it; the last record of a key wins.
 *
 * <p>Pure: imports java.*, JSpecify, {@code dev.freshet.control.resource} and {@code dev.freshet.control.state}.
 */
@NullMarked
package dev.freshet.control.store;

import org.jspecify.annotations.NullMarked;
