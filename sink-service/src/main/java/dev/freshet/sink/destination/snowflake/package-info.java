/**
 * Snowflake, through its JDBC driver: files into an internal stage, then one transaction of fence, COPY and MERGE.
 *
 * <p>Four rooms: connect ({@link SnowflakeDestination}, {@link SnowflakeLogin}, {@link SnowflakeErrors}), dialect ({@link
 * SnowflakeDialect}, {@link SnowflakeControlDialect}, {@link SnowflakeMerge}, {@link SnowflakeAlter}, {@link SnowflakeNames}: SQL text,
 * no I/O), types ({@link SnowflakeTypes}), write ({@link SnowflakeSession}, {@link SnowflakeControl}, {@link SnowflakeDefinitions} with
 * {@link SnowflakeRebuild}, {@link SnowflakeStaging}, {@link CsvFiles} in a {@link StagingFolder}).
 *
 * <p>Definitions commit whatever is open, so they never stand in the transaction of a batch. An idle session sends nothing.
 *
 * <p>May import the driver's public API ({@code net.snowflake.client.api}), {@code java.sql} and the destination port.
 */
@NullMarked
package dev.freshet.sink.destination.snowflake;

import org.jspecify.annotations.NullMarked;
