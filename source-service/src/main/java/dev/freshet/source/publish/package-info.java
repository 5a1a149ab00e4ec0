/**
 * The way to Kafka: change events and the source's offset in one transaction, topics made when first needed, and the committed
 * offset read back at start. What a reader with {@code read_committed} sees is exactly the records before the last offset.
 *
 * <p>May import kafka-clients and Jackson.
 */
@NullMarked
package dev.freshet.source.publish;

import org.jspecify.annotations.NullMarked;
