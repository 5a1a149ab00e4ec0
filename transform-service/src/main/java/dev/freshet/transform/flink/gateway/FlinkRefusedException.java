package dev.freshet.transform.flink.gateway;

/** Flink does not take a statement, or a job does not do what it is told: the message says why. */
public final class FlinkRefusedException extends RuntimeException {
    private final int line;
    private final int column;
    private final int endLine;
    private final int endColumn;

    public FlinkRefusedException(String message, int line, int column, int endLine, int endColumn) {
        super(message);
        this.line = line;
        this.column = column;
        this.endLine = endLine;
        this.endColumn = endColumn;
    }

    /** In the statement, from 1; 0: of the whole. */
    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    public int endLine() {
        return endLine;
    }

    public int endColumn() {
        return endColumn;
    }
}
