/**
 * A transform tried out: what it makes of rows that are given, or of the last records of its input, without deploying anything. Writes
 * nothing. May import Kafka, Jackson, {@code apply}, {@code plan}, {@code stream} and the libraries.
 */
@NullMarked
package dev.freshet.transform.rehearsal;

import org.jspecify.annotations.NullMarked;
