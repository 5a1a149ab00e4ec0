/**
 * Statements done on a DuckDB in memory: sessions with their transactions, table locks, warehouses that only count. What Snowflake would
 * refuse is refused. Imports sql, catalog and stage, and DuckDB's driver.
 */
@NullMarked
package dev.freshet.local.snowflake.engine;

import org.jspecify.annotations.NullMarked;
