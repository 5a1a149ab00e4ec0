package dev.freshet.avro;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads Avro's binary encoding from an array. Lengths are checked against what is left before anything is allocated, and the
 * items of all collections together never outnumber the bytes, so that corrupt bytes end in a {@link Misfit} or an
 * {@link IndexOutOfBoundsException} soon.
 */
final class Input {
    private static final byte[] UNAVAILABLE = "__debezium_unavailable_value".getBytes(StandardCharsets.US_ASCII);

    /** Deeper than any real document: only corrupt bytes of a recursive schema get here. */
    private static final int DEPTH = 256;

    private final byte[] bytes;
    private int at;
    private int items;
    private int depth;

    Input(byte[] bytes, int start) {
        this.bytes = bytes;
        this.at = start;
        this.items = bytes.length;
    }

    int position() {
        return at;
    }

    void position(int position) {
        at = position;
    }

    boolean ended() {
        return at == bytes.length;
    }

    /** Entering a nested value. */
    void deeper() {
        if (++depth > DEPTH) {
            throw new Misfit("is nested deeper than " + DEPTH + " levels");
        }
    }

    void shallower() {
        depth--;
    }

    long takeLong() {
        int b = bytes[at++];
        if (b >= 0) {
            return b >>> 1 ^ -(b & 1);
        }
        long value = b & 0x7F;
        for (int shift = 7; shift < 64; shift += 7) {
            b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new Misfit("is a number of more than ten bytes");
    }

    int takeInt() {
        long value = takeLong();
        if (value != (int) value) {
            throw new Misfit("is beyond 32 bits");
        }
        return (int) value;
    }

    void skipLong() {
        for (int i = 0; i < 10; i++) {
            if (bytes[at++] >= 0) {
                return;
            }
        }
        throw new Misfit("is a number of more than ten bytes");
    }

    boolean takeBoolean() {
        return switch (bytes[at++]) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new Misfit("is neither true nor false");
        };
    }

    float takeFloat() {
        return Float.intBitsToFloat((int) littleEndian(4));
    }

    double takeDouble() {
        return Double.longBitsToDouble(littleEndian(8));
    }

    private long littleEndian(int length) {
        long bits = 0;
        for (int i = 0; i < length; i++) {
            bits |= (bytes[at++] & 0xFFL) << 8 * i;
        }
        return bits;
    }

    /** A length that the rest of the message can hold. */
    int takeLength() {
        long length = takeLong();
        if (length < 0 || length > bytes.length - at) {
            throw new Misfit("claims a length of " + length + " with " + (bytes.length - at) + " bytes left");
        }
        return (int) length;
    }

    String takeText() {
        return text(takeLength());
    }

    String text(int length) {
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    byte[] takeBytes(int length) {
        if (length > bytes.length - at) {
            throw new Misfit("ends early");
        }
        byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return copy;
    }

    byte peek(int offset) {
        return bytes[at + offset];
    }

    void skip(int length) {
        if (length > bytes.length - at) {
            throw new Misfit("ends early");
        }
        at += length;
    }

    /** Whether the next bytes are Debezium's placeholder for a value that it does not have. */
    boolean unavailable(int length) {
        return length == UNAVAILABLE.length
                && Arrays.equals(bytes, at, at + length, UNAVAILABLE, 0, UNAVAILABLE.length);
    }

    BigDecimal takeDecimal(int length, int scale) {
        if (length == 0) {
            throw new Misfit("is a decimal of no bytes");
        }
        if (length > 8) {
            BigInteger unscaled = new BigInteger(bytes, at, length);
            at += length;
            return new BigDecimal(unscaled, scale);
        }
        long unscaled = bytes[at++];
        for (int i = 1; i < length; i++) {
            unscaled = unscaled << 8 | bytes[at++] & 0xFF;
        }
        return BigDecimal.valueOf(unscaled, scale);
    }

    /** The items of the next block of an array or map, 0 at its end. A negative count is followed by the block's size. */
    int takeBlock() {
        long count = takeLong();
        if (count < 0) {
            skipLong();
            count = -count;
        }
        if (count < 0 || count > items) {
            throw new Misfit("claims " + count + " items in a message of " + bytes.length + " bytes");
        }
        items -= (int) count;
        return (int) count;
    }

    /** The branch of a union of so many. */
    int takeBranch(int branches) {
        long branch = takeLong();
        if (branch < 0 || branch >= branches) {
            throw new Misfit("claims branch " + branch + " of a union of " + branches);
        }
        return (int) branch;
    }
}
