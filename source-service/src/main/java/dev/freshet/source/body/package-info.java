/**
 * From the body of a request to events: JSON objects and arrays, JSON lines, CloudEvents 1.0 in all three modes. One pass of Jackson's
 * streaming parser; what does not fit is refused as a whole, with its place.
 *
 * <p>Guarantees: an event that comes out has its key and id, a time where one is declared, and names that every destination can have
 * as columns. May import Jackson's streaming parser and the control plane's resources.
 */
@NullMarked
package dev.freshet.source.body;

import org.jspecify.annotations.NullMarked;
