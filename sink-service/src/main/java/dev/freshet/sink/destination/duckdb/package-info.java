/**
 * DuckDB, the embedded default: one database file, one instance of it in this process, written by one session at a time.
 *
 * <p>Four rooms: connect ({@link DuckDbDestination}, {@link DuckDbInstance}, {@link DuckDbErrors}), dialect ({@link DuckDbDialect},
 * {@link DuckDbMerge}: SQL text, no I/O), types ({@link DuckDbTypes}), write ({@link DuckDbSession}, {@link DuckDbStaging}: Appender into a temporary table,
 * then a few guarded statements). {@link DuckDbQueries} reads for the query endpoint.
 *
 * <p>May import DuckDB's JDBC driver, {@code java.sql} and the destination port.
 */
@NullMarked
package dev.freshet.sink.destination.duckdb;

import org.jspecify.annotations.NullMarked;
