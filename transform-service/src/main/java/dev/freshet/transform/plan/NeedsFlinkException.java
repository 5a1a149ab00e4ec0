package dev.freshet.transform.plan;

import org.apache.calcite.sql.SqlNode;

/** The SQL may be right, but the service does not run it: the message says why. */
public final class NeedsFlinkException extends RuntimeException {
    private final int line;
    private final int column;

    NeedsFlinkException(SqlNode node, String reason) {
        super(reason);
        line = node.getParserPosition().getLineNum();
        column = node.getParserPosition().getColumnNum();
    }

    /** Why, without a full stop. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
