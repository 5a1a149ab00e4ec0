package dev.freshet.source.body;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The first 128 bits of the SHA-256 of an event's id: as good as the id, and always sixteen bytes. */
public record EventId(long high, long low) {
    /** Kafka header of the records of streams that drop repeated events. */
    public static final String HEADER = "freshet.id";

    private static final int LENGTH = 16;

    static EventId of(List<String> parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new EventId(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
    }

    /**
     * Reads back {@link #toBytes()}.
     *
     * @throws IllegalArgumentException when the bytes are of another length
     */
    public static EventId of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(
                    "header '" + HEADER + "' has " + bytes.length + " bytes instead of " + LENGTH);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new EventId(in.getLong(), in.getLong());
    }
}
