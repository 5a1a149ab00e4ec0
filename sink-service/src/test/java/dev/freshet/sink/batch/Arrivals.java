package dev.freshet.sink.batch;

import dev.freshet.event.DefinitionChange;
import dev.freshet.event.EventStamp;
import dev.freshet.event.SourcePosition;
import java.nio.ByteBuffer;
import java.util.List;

/** Arrivals to test with: framed ids, and one byte of body. */
public final class Arrivals {
    private Arrivals() {}

    public static Arrival arrival(int partition, long offset, int schema, int key, long position) {
        return new Arrival(framed(9, key), framed(schema, 1), stamp(position), partition, offset, List.of());
    }

    static Arrival tombstone(int partition, long offset, int key) {
        return new Arrival(framed(9, key), null, null, partition, offset, List.of());
    }

    /** A definition change that was published into so many partitions. */
    static Arrival boundary(int partition, long offset, long position, int partitions) {
        return new Arrival(
                null,
                null,
                stamp(position),
                partition,
                offset,
                List.of(),
                new DefinitionChange("ALTER TABLE ...", partitions, List.of()));
    }

    static EventStamp stamp(long position) {
        return new EventStamp(new SourcePosition(1, 1, position, 0), 1_000_000);
    }

    static byte[] framed(int schema, int body) {
        return ByteBuffer.allocate(6)
                .put((byte) 0)
                .putInt(schema)
                .put((byte) body)
                .array();
    }
}
