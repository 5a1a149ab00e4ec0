package dev.freshet.sink.batch;

/**
 * Offsets of one Kafka partition covered by a batch.
 *
 * @param from inclusive: what the destination's control table must hold for the batch to be written; 0: nothing was ever written
 *     of the partition, so that a destination that lost the row (restored, failed over) is noticed
 * @param to   exclusive
 */
public record OffsetRange(long from, long to) {}
