package dev.freshet.avro;

/** Writes one non-null value as Avro binary. A class, not an interface: the call is on the hot path. */
abstract class ValueWriter {
    /** @throws ClassCastException when the value is not of the schema's Java type */
    abstract void write(Object value, Output out);

    /** A writer from a lambda. */
    static ValueWriter of(Write write) {
        return new ValueWriter() {
            @Override
            void write(Object value, Output out) {
                write.write(value, out);
            }
        };
    }

    interface Write {
        void write(Object value, Output out);
    }
}
