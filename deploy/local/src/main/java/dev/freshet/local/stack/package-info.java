/**
 * The real servers that Freshet needs and its own services, as local processes, and the {@link
 * dev.freshet.local.stack.Stack} that composes them.
 *
 * <p>Each server class says how one program is initialised, started and reached. All listen on free loopback ports, all
 * survive {@code process().killAndRestart()} with their data and their port. Imports {@link dev.freshet.local.parts} and
 * {@link dev.freshet.local.process}.
 */
@NullMarked
package dev.freshet.local.stack;

import org.jspecify.annotations.NullMarked;
