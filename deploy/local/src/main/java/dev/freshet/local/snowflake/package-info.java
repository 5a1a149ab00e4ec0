/**
 * Snowflake without an account: a server on loopback that the real JDBC driver talks to. Its rooms: sql, catalog, stage, engine, faults,
 * protocol; each knows only those before it.
 */
@NullMarked
package dev.freshet.local.snowflake;

import org.jspecify.annotations.NullMarked;
