/**
 * PostgreSQL 12 and later.
 *
 * <p>Four rooms: connect ({@link PostgresDestination}, {@link PostgresErrors}), dialect ({@link PostgresDialect}: SQL text, no I/O), types
 * ({@link PostgresTypes}, {@link CopyBuffer}, {@link BinaryNumeric}: binary COPY's form of every value), write ({@link PostgresSession},
 * {@link PostgresStaging}: COPY into a temporary table, then one guarded statement per portion).
 *
 * <p>May import PostgreSQL's JDBC driver, {@code java.sql} and the destination port.
 */
@NullMarked
package dev.freshet.sink.destination.postgresql;

import org.jspecify.annotations.NullMarked;
