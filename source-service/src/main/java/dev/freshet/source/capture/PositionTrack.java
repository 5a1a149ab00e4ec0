package dev.freshet.source.capture;

import dev.freshet.event.SourcePosition;

/**
 * Positions of one source in the order in which they come. The epoch grows when the server is another one than the stored
 * offset's, and when the binary log begins anew (RESET MASTER): a later change never has a lower position. For use by one
 * thread.
 */
final class PositionTrack {
    private int epoch;
    private int file;
    private long offset;
    private String fileName = "";

    private final SourcePosition resumed;

    private PositionTrack(int epoch, int file, long offset) {
        this.resumed = new SourcePosition(epoch, file, offset, Integer.MAX_VALUE);
        this.epoch = epoch;
        this.file = file;
        this.offset = offset;
    }

    static PositionTrack first() {
        return new PositionTrack(0, 0, 0);
    }

    /** Goes on after a stored offset. */
    static PositionTrack after(int epoch, int file, long offset, boolean sameServer) {
        return sameServer ? new PositionTrack(epoch, file, offset) : new PositionTrack(epoch + 1, 0, 0);
    }

    /** @param name of the binlog file, e.g. {@code binlog.000042} */
    SourcePosition at(String name, long eventOffset, int row) {
        int eventFile = name.equals(fileName) ? file : number(name);
        if (eventFile < file || (eventFile == file && eventOffset < offset)) {
            epoch++;
        }
        fileName = name;
        file = eventFile;
        offset = eventOffset;
        return new SourcePosition(epoch, eventFile, eventOffset, row);
    }

    /**
     * Whether this position was committed before this run began. By GTIDs the server is asked for all that comes after the last whole
     * transaction, and a statement that defines something is in none: the last one comes again.
     */
    boolean committedBefore(SourcePosition position) {
        return position.compareTo(resumed) <= 0;
    }

    int epoch() {
        return epoch;
    }

    int file() {
        return file;
    }

    long offset() {
        return offset;
    }

    private static int number(String name) {
        int dot = name.lastIndexOf('.');
        try {
            return Integer.parseInt(name, dot + 1, name.length(), 10);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not the name of a binary log: '" + name + "'", e);
        }
    }
}
