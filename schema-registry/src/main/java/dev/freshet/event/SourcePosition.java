package dev.freshet.event;

import java.util.Comparator;
import java.util.HexFormat;

/**
 * Where a change stands in its source's log. Totally ordered within one source, and unique per row but for the two halves of
 * a primary-key update, which have different keys.
 *
 * <p>The epoch grows when the server changes under us (failover), so that an old server's numbers never win. For a source with
 * log sequence numbers, {@code file} is 0 and {@code offset} the LSN.
 *
 * @param epoch  0..65535
 * @param file   number of the binlog file, e.g. 42 for binlog.000042
 * @param offset byte offset of the event in that file, at most 2^48 - 1
 * @param row    row within the event, from 0
 */
public record SourcePosition(int epoch, int file, long offset, int row) implements Comparable<SourcePosition> {
    /** Length of {@link #text()} in characters. */
    public static final int TEXT_LENGTH = 4 + 1 + 8 + 1 + 12 + 1 + 8;

    private static final Comparator<SourcePosition> ORDER = Comparator.comparingInt(SourcePosition::epoch)
            .thenComparingInt(SourcePosition::file)
            .thenComparingLong(SourcePosition::offset)
            .thenComparingInt(SourcePosition::row);
    private static final HexFormat HEX = HexFormat.of();

    public SourcePosition {
        if (epoch < 0 || epoch > 0xFFFF || file < 0 || offset < 0 || offset >= 1L << 48 || row < 0) {
            throw new IllegalArgumentException("source position out of range: epoch " + epoch + ", file " + file
                    + ", offset " + offset + ", row " + row);
        }
    }

    @Override
    public int compareTo(SourcePosition other) {
        return ORDER.compare(this, other);
    }

    /** Fixed-width text whose binary order is this order: what a destination stores and compares. */
    public String text() {
        return HEX.toHexDigits(epoch, 4)
                + '-'
                + HEX.toHexDigits(file, 8)
                + '-'
                + HEX.toHexDigits(offset, 12)
                + '-'
                + HEX.toHexDigits(row, 8);
    }

    /**
     * Reads back {@link #text()}.
     *
     * @throws IllegalArgumentException when the text is not a position
     */
    public static SourcePosition parse(String text) {
        if (text.length() != TEXT_LENGTH || text.charAt(4) != '-' || text.charAt(13) != '-' || text.charAt(26) != '-') {
            throw new IllegalArgumentException("not a source position: '" + text + "'");
        }
        return new SourcePosition(
                HexFormat.fromHexDigits(text, 0, 4),
                HexFormat.fromHexDigits(text, 5, 13),
                HexFormat.fromHexDigitsToLong(text, 14, 26),
                HexFormat.fromHexDigits(text, 27, 35));
    }
}
