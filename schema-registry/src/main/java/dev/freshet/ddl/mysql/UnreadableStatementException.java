package dev.freshet.ddl.mysql;

/** The grammar cannot read the text. */
public class UnreadableStatementException extends RuntimeException {
    UnreadableStatementException(int line, int column, String problem) {
        super("cannot be read at line " + line + ", column " + column + ": " + problem);
    }
}
