package dev.freshet.transform.plan;

/**
 * Something wrong with the SQL, and where.
 *
 * @param line   from 1; 0: of the whole
 * @param column from 1; 0: of the whole
 */
public record SqlProblem(String message, String mend, int line, int column, int endLine, int endColumn) {
    static SqlProblem whole(String message, String mend) {
        return new SqlProblem(message, mend, 0, 0, 0, 0);
    }

    /** {@code line 1, column 8}, or nothing. */
    public String where() {
        return line == 0 ? "" : "line " + line + ", column " + column + ": ";
    }
}
