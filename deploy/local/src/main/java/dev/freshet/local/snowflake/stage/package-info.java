/** Staged files: where they lie and how they are read. Imports sql for names and errors. */
@NullMarked
package dev.freshet.local.snowflake.stage;

import org.jspecify.annotations.NullMarked;
