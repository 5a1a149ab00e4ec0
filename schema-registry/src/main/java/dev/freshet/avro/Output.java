package dev.freshet.avro;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A reusable growing buffer that speaks Avro's binary encoding. */
final class Output {
    private static final int KEPT = 1 << 20;
    private static final int SHORT_TEXT = 96;
    private static final int VARINT = 10;

    private byte[] buffer = new byte[1024];
    private int end;

    /** Starts anew, leaving {@code reserved} bytes free at the front; lets go of a buffer grown by an outsized record. */
    void begin(int reserved) {
        if (buffer.length > KEPT) {
            buffer = new byte[1024];
        }
        end = reserved;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, end);
    }

    private void room(int more) {
        int needed = end + more;
        if (needed < 0) {
            throw new Misfit("makes the record larger than 2 GB");
        }
        if (needed > buffer.length) {
            buffer =
                    Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, buffer.length * 2L)));
        }
    }

    void putByte(int value) {
        room(1);
        buffer[end++] = (byte) value;
    }

    /** Avro writes int and long alike: zigzag, seven bits a byte, lowest first. */
    void putLong(long value) {
        room(VARINT);
        long zigzag = value << 1 ^ value >> 63;
        byte[] bytes = buffer;
        int at = end;
        while ((zigzag & ~0x7FL) != 0) {
            bytes[at++] = (byte) (zigzag | 0x80);
            zigzag >>>= 7;
        }
        bytes[at++] = (byte) zigzag;
        end = at;
    }

    void putFloat(float value) {
        room(4);
        littleEndian(Float.floatToRawIntBits(value), 4);
    }

    void putDouble(double value) {
        room(8);
        littleEndian(Double.doubleToRawLongBits(value), 8);
    }

    private void littleEndian(long bits, int length) {
        for (int i = 0; i < length; i++) {
            buffer[end++] = (byte) (bits >>> 8 * i);
        }
    }

    void putBytes(byte[] value) {
        putLong(value.length);
        raw(value);
    }

    void putBytes(ByteBuffer value) {
        int length = value.remaining();
        putLong(length);
        room(length);
        value.get(value.position(), buffer, end, length);
        end += length;
    }

    void putText(String value) {
        int length = value.length();
        if (length > SHORT_TEXT || !putShortAscii(value, length)) {
            putBytes(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Most texts: no intermediate array. False, and nothing written, when a character needs more than a byte. */
    private boolean putShortAscii(String value, int length) {
        int start = end;
        putLong(length);
        room(length);
        byte[] bytes = buffer;
        int at = end;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                end = start;
                return false;
            }
            bytes[at + i] = (byte) c;
        }
        end = at + length;
        return true;
    }

    /** The shortest big-endian two's complement, as {@link BigInteger#toByteArray} has it. */
    void putUnscaled(BigInteger value) {
        int length = value.bitLength() / 8 + 1;
        if (length > 8) {
            putBytes(value.toByteArray());
            return;
        }
        long bits = value.longValue();
        putLong(length);
        room(length);
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            buffer[end++] = (byte) (bits >> shift);
        }
    }

    /** Bytes that are Avro already. */
    void putRaw(byte[] bytes, int from, int to) {
        int length = to - from;
        room(length);
        System.arraycopy(bytes, from, buffer, end, length);
        end += length;
    }

    private void raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer, end, value.length);
        end += value.length;
    }
}
