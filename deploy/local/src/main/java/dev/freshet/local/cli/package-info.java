/**
 * The command line. Commands read options, call one other room and print; the exit status is 0 for success, 1 for a
 * failure or a difference found, 2 for a wrong call.
 */
@NullMarked
package dev.freshet.local.cli;

import org.jspecify.annotations.NullMarked;
