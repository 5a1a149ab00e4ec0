package dev.freshet.sink.destination.postgresql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/** Bytes of a binary COPY, handed to the driver in chunks. Big-endian, as the protocol is. Reused from batch to batch. */
final class CopyBuffer {
    private static final byte[] HEADER = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int CHUNK = 64 * 1024;

    private byte[] bytes = new byte[2 * CHUNK];
    private int length;

    void begin() {
        length = 0;
        put(HEADER);
    }

    /** Begins a row; sends what was gathered when it is worth a write. */
    void row(CopyIn copy, int fields) throws SQLException {
        if (length >= CHUNK) {
            flush(copy);
        }
        putShort(fields);
    }

    void end(CopyIn copy) throws SQLException {
        putShort(-1);
        flush(copy);
    }

    private void flush(CopyIn copy) throws SQLException {
        copy.writeToCopy(bytes, 0, length);
        length = 0;
        if (bytes.length > 16 * CHUNK) {
            bytes = new byte[2 * CHUNK];
        }
    }

    void putNull() {
        putInt(-1);
    }

    void putByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void putShort(int value) {
        reserve(2);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    void putInt(int value) {
        reserve(4);
        bytes[length++] = (byte) (value >>> 24);
        bytes[length++] = (byte) (value >>> 16);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    void put(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** A field: its length, then the text in UTF-8. */
    void putText(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        putInt(utf8.length);
        put(utf8);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
