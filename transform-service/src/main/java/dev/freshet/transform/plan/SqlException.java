package dev.freshet.transform.plan;

import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The SQL cannot be used as it is. */
public final class SqlException extends RuntimeException {
    private final transient SqlProblem problem;

    public SqlException(SqlProblem problem) {
        super(problem.where() + problem.message());
        this.problem = problem;
    }

    public SqlProblem problem() {
        return problem;
    }

    static SqlException at(SqlNode node, String message, String mend) {
        return at(node.getParserPosition(), message, mend);
    }

    static SqlException at(SqlParserPos place, String message, String mend) {
        return new SqlException(problem(place, message, mend));
    }

    private static SqlProblem problem(SqlParserPos at, String message, String mend) {
        return new SqlProblem(
                message, mend, at.getLineNum(), at.getColumnNum(), at.getEndLineNum(), at.getEndColumnNum());
    }

    static SqlException of(SqlParseException e) {
        SqlParserPos at = e.getPos() == null ? SqlParserPos.ZERO : e.getPos();
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("not SQL");
        return at(at, message, "Write one SELECT as Flink SQL has it.");
    }

    static SqlException of(CalciteContextException e) {
        Throwable cause = e.getCause();
        return new SqlException(new SqlProblem(
                String.valueOf(cause == null ? e.getMessage() : cause.getMessage()),
                "Correct the SQL, or cast explicitly: types are not converted on their own.",
                e.getPosLine(),
                e.getPosColumn(),
                e.getEndPosLine(),
                e.getEndPosColumn()));
    }
}
