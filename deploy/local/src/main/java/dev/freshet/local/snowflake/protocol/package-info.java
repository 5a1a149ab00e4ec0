/**
 * Snowflake's REST protocol as its JDBC driver 4.4.1 speaks it: login, renewal, queries, results, uploads. Imports engine, faults and sql,
 * the JDK's HTTP server and Jackson.
 */
@NullMarked
package dev.freshet.local.snowflake.protocol;

import org.jspecify.annotations.NullMarked;
