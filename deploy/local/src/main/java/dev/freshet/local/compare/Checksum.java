package dev.freshet.local.compare;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over rows in their order; each cell is preceded by its length, so that no two tables write the same bytes. */
final class Checksum {
    private final MessageDigest digest;
    private long rows;

    Checksum() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    void add(Row row) {
        rows++;
        for (@Nullable String cell : row.cells()) {
            byte[] bytes = cell == null ? new byte[0] : cell.getBytes(StandardCharsets.UTF_8);
            int length = cell == null ? -1 : bytes.length;
            digest.update(
                    new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length});
            digest.update(bytes);
        }
    }

    long rows() {
        return rows;
    }

    /** The first sixteen digits are enough to be told apart by a person; call once. */
    String text() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    }
}
