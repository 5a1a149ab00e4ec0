package dev.freshet.avro;

/** Writes one non-null Connect value as Avro binary. A class, not an interface: the call is on the hot path. */
abstract class ValueWriter {
    /** @throws ClassCastException when the value is not of the schema's Java type */
    abstract void write(Object value, Output out);
}
