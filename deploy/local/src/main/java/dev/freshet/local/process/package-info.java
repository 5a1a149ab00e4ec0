/**
 * Operating-system processes that are started, watched, broken on purpose and stopped.
 *
 * <p>Guarantees: a process started here never outlives its owner unless it was asked to. On Linux an attached process
 * gets SIGKILL from the kernel when the owning JVM dies, and every process is written to a {@link
 * dev.freshet.local.process.Ledger} by pid and start time, so that a later command ends exactly the leftovers and never a
 * stranger that got the same pid. Imports java.* only.
 */
@NullMarked
package dev.freshet.local.process;

import org.jspecify.annotations.NullMarked;
