/**
 * The {@code shop} database and the life in it: bulk load, then inserts, updates, deletes and changes of primary keys in
 * multi-row transactions at a chosen rate.
 *
 * <p>Guarantees: the same seed makes the same rows; a lost connection is waited for and the work goes on; what a killed
 * server did with the last transaction does not matter, since nothing here remembers rows that only the database knows.
 * Imports java.*.
 */
@NullMarked
package dev.freshet.local.workload;

import org.jspecify.annotations.NullMarked;
