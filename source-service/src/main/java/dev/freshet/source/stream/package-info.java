/**
 * What a stream's table looks like: its columns are inferred from events and only ever widen ({@link dev.freshet.evolution.Widening}), and
 * all replicas agree on them through the registry. An event becomes a row of the table, a create in Debezium's envelope.
 *
 * <p>May import Kafka Connect's and Debezium's data types, Avro's codecs and the registry's port.
 */
@NullMarked
package dev.freshet.source.stream;

import org.jspecify.annotations.NullMarked;
