/**
 * The life of sources: which ones this replica runs, each source's state, when to try again, what it reports.
 *
 * <p>States and pauses are pure; time comes in from outside. Knows captures only as {@link dev.freshet.source.run.Attempt}.
 */
@NullMarked
package dev.freshet.source.run;

import org.jspecify.annotations.NullMarked;
