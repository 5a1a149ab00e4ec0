package dev.freshet.registry;

/** Confluent's wire format: a zero byte, the schema id as four bytes big-endian, then the Avro body. */
public final class Framing {
    public static final int LENGTH = 5;

    private Framing() {}

    /** Writes magic byte and id at the start of {@code target}. */
    public static void write(int schemaId, byte[] target) {
        target[0] = 0;
        target[1] = (byte) (schemaId >>> 24);
        target[2] = (byte) (schemaId >>> 16);
        target[3] = (byte) (schemaId >>> 8);
        target[4] = (byte) schemaId;
    }

    /**
     * The schema id of a framed message.
     *
     * @throws IllegalArgumentException when it is shorter than five bytes or does not begin with a zero byte
     */
    public static int schemaId(byte[] message) {
        if (message.length < LENGTH || message[0] != 0) {
            throw new IllegalArgumentException("not in the Confluent wire format: " + message.length + " bytes"
                    + (message.length > 0 ? " starting with 0x" + Integer.toHexString(message[0] & 0xFF) : ""));
        }
        return (message[1] & 0xFF) << 24 | (message[2] & 0xFF) << 16 | (message[3] & 0xFF) << 8 | message[4] & 0xFF;
    }
}
