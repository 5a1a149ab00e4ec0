/** What Snowflake knows of tables and DuckDB does not: its types, keys that are not enforced, comments, defaults. Imports sql. */
@NullMarked
package dev.freshet.local.snowflake.catalog;

import org.jspecify.annotations.NullMarked;
