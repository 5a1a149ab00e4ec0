/**
 * Snowflake's SQL as far as the loopback server knows it: words, types, statements, and the same in DuckDB's words. Pure; what is not
 * known is refused by name, never passed over.
 */
@NullMarked
package dev.freshet.local.snowflake.sql;

import org.jspecify.annotations.NullMarked;
