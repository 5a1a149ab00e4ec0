/**
 * Proof that a source table and a destination table hold the same rows: both are streamed in key order, every cell is
 * brought into one canonical text, and the two streams are merged.
 *
 * <p>Guarantees: one changed cell, one missing or one extra row is found; memory does not grow with the tables; columns
 * that start with {@code _freshet_} are not looked at; a report names keys and columns and never shows other values.
 * Imports java.* and Jackson (for JSON cells).
 */
@NullMarked
package dev.freshet.local.compare;

import org.jspecify.annotations.NullMarked;
