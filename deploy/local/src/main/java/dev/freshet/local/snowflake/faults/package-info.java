/** What goes wrong on request, for tests of exactly-once. Pure. */
@NullMarked
package dev.freshet.local.snowflake.faults;

import org.jspecify.annotations.NullMarked;
