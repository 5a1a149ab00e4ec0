package dev.freshet.event;

import java.nio.ByteBuffer;

/**
 * Position and commit time of a change, carried beside every record in the Kafka header {@value #HEADER}, so that a sink orders,
 * compacts and measures records without decoding them.
 *
 * @param position        where the change stands in its source's log
 * @param committedMicros commit time at the source, microseconds since 1970 UTC
 */
public record EventStamp(SourcePosition position, long committedMicros) {
    public static final String HEADER = "freshet";

    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + 4 + 4 + 8 + 4 + 8;

    /** 29 bytes, big-endian: version 1, epoch, file, offset (8), row, commit time in microseconds (8). */
    public byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putInt(position.epoch())
                .putInt(position.file())
                .putLong(position.offset())
                .putInt(position.row())
                .putLong(committedMicros)
                .array();
    }

    /**
     * Reads back {@link #toBytes()}.
     *
     * @throws IllegalArgumentException when the bytes are of another version or length
     */
    public static EventStamp of(byte[] bytes) {
        if (bytes.length != LENGTH || bytes[0] != VERSION) {
            throw new IllegalArgumentException(
                    "header '" + HEADER + "' is not version " + VERSION + " of the event stamp");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        return new EventStamp(new SourcePosition(in.getInt(), in.getInt(), in.getLong(), in.getInt()), in.getLong());
    }
}
