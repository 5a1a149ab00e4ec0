package dev.freshet.sink.batch;

import dev.freshet.registry.Framing;

/** The writer schemas of a record. */
public record SchemaIds(int value, int key) implements Comparable<SchemaIds> {
    /** In place of a key's id: the record has no key. */
    public static final int NO_KEY = -1;

    /** A record without stamp, or whose bytes are not framed Avro. */
    public static final SchemaIds UNREADABLE = new SchemaIds(-1, NO_KEY);

    /** Of a record that is no tombstone. */
    static SchemaIds of(Arrival arrival) {
        byte[] value = arrival.value();
        byte[] key = arrival.key();
        if (value == null || arrival.stamp() == null) {
            return UNREADABLE;
        }
        try {
            return new SchemaIds(Framing.schemaId(value), key == null ? NO_KEY : Framing.schemaId(key));
        } catch (IllegalArgumentException unframed) {
            return UNREADABLE;
        }
    }

    /** Registries hand out growing ids, so the smaller is the older schema. */
    @Override
    public int compareTo(SchemaIds other) {
        int byValue = Integer.compare(value, other.value);
        return byValue != 0 ? byValue : Integer.compare(key, other.key);
    }
}
