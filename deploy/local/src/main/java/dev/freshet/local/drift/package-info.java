/**
 * The drift run: a database whose definitions change while it is written to, and a verdict whether the destination followed.
 *
 * <p>A {@link dev.freshet.local.drift.Script} is a pure function of a seed: tables, transactions and statements in one
 * order. {@link dev.freshet.local.drift.Lanes} runs it with several connections and keeps that order per table, so that
 * a statement and the writers of its table never race while all other tables go on. Stalls are measured as the age of the
 * oldest commit that the destination does not show yet.
 *
 * <p>Puts together the other rooms, as the demo does, and is imported by the command line only.
 */
@NullMarked
package dev.freshet.local.drift;

import org.jspecify.annotations.NullMarked;
