/**
 * From records of one topic to commits at the destination: decode what survives compaction, bring the table in line with the
 * writer schema, write; what can never be written is narrowed down to the record and becomes a dead letter.
 *
 * <p>Imports java.*, JSpecify, the libraries' registry and avro rooms, and the sink's batch, route, destination and deadletter.
 * All of it runs on a pipeline's one writer thread, but for {@link dev.freshet.sink.apply.DecoderCache}, which is shared.
 */
@NullMarked
package dev.freshet.sink.apply;

import org.jspecify.annotations.NullMarked;
