/**
 * The destination port: what the stream needs from any place that rows are written to. Each destination lives in a package of its
 * own with four rooms (connect, dialect, types, write) and passes the one contract suite, {@code DestinationContract}.
 *
 * <p>Imports java.*, JSpecify, {@code dev.freshet.sink.batch} and the pure rooms of the libraries.
 */
@NullMarked
package dev.freshet.sink.destination;

import org.jspecify.annotations.NullMarked;
