/**
 * Avro bytes of change events. Encoders and decoders are compiled once per schema into a tree of small steps; per record there is
 * no registry call, no schema text and no fingerprint.
 *
 * <p>Encoding is byte-identical to AvroData with GenericDatumWriter (tested differentially for every type). May import Avro and
 * Kafka Connect's data types.
 */
@NullMarked
package dev.freshet.avro;

import org.jspecify.annotations.NullMarked;
