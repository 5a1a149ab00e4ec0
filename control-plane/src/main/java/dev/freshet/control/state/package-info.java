/**
 * What running parts say of themselves: status (the latest word of each part) and activity (what happened, in order).
 *
 * <p>Pure: imports java.*, JSpecify and {@code dev.freshet.control.resource}.
 */
@NullMarked
package dev.freshet.control.state;

import org.jspecify.annotations.NullMarked;
