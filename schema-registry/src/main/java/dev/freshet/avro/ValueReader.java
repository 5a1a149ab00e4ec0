package dev.freshet.avro;

/** Reads one value in the Java form of its column type. A class, not an interface: the call is on the hot path. */
abstract class ValueReader {
    abstract Object read(Input in);

    /** A reader from a lambda. */
    static ValueReader of(Read read) {
        return new ValueReader() {
            @Override
            Object read(Input in) {
                return read.read(in);
            }
        };
    }

    interface Read {
        Object read(Input in);
    }
}
