/**
 * What people see: a table that redraws itself in a terminal, plain lines everywhere else. Knows no server and no
 * database. Imports java.* and {@link dev.freshet.local.measure}.
 */
@NullMarked
package dev.freshet.local.display;

import org.jspecify.annotations.NullMarked;
