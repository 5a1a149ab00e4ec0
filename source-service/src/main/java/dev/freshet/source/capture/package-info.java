/**
 * Debezium's engine, from its properties to a committed batch: positions, stamps, encoding, publishing. The one room that knows
 * Debezium and Kafka Connect.
 *
 * <p>Guarantees: a record is published exactly once in the order of the binary log, together with the offset after it.
 */
@NullMarked
package dev.freshet.source.capture;

import org.jspecify.annotations.NullMarked;
