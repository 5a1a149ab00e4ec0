package dev.freshet.acceptance.engines;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What Flink 2.3 does wrong, where the service is right: these values are not compared. Each is proved to be there still, so that it is taken
 * off this list when Flink mends it.
 *
 * @param what       for the documentation
 * @param expression what it concerns
 * @param row        on which rows
 * @param example    an expression that shows it
 */
record FlinkDefects(String what, Pattern expression, IntPredicate row, String example) {
    private static final IntPredicate ALL = row -> true;

    static final List<FlinkDefects> KNOWN = List.of(
            new FlinkDefects(
                    "parts of a time before 1970, and what it is cast to, are rounded towards 1970",
                    Pattern.compile(
                            ".*(EXTRACT|YEAR|MONTH|DAYOFMONTH|DAYOFWEEK|DAYOFYEAR|QUARTER|WEEK|DATE_FORMAT|AS (DATE|TIME)).*"),
                    row -> before1970("ts", row) || before1970("seen", row),
                    "EXTRACT(YEAR FROM ts)"),
            new FlinkDefects(
                    "TRUNCATE of SMALLINT does not compile",
                    Pattern.compile(".*TRUNCATE\\(s\\b.*"),
                    ALL,
                    "TRUNCATE(s, 1)"),
            new FlinkDefects("SIGN of SMALLINT does not compile", Pattern.compile(".*SIGN\\(s\\b.*"), ALL, "SIGN(s)"),
            new FlinkDefects(
                    "TRUNCATE of FLOAT and DOUBLE fails at NULL and NaN",
                    Pattern.compile(".*TRUNCATE\\([fd]\\b.*"),
                    ALL,
                    "TRUNCATE(d, 1)"),
            new FlinkDefects(
                    "a text of one character that is no digit is 0 as a DECIMAL",
                    Pattern.compile(".*CAST\\([tu] AS DECIMAL.*"),
                    row -> EdgeRows.text("t", row).strip().length() == 1
                            || EdgeRows.text("u", row).strip().length() == 1,
                    "TRY_CAST(u AS DECIMAL(10, 2))"),
            new FlinkDefects(
                    "TO_DATE fails at a number that is no INT",
                    Pattern.compile(".*TO_DATE\\(u\\).*"),
                    row -> EdgeRows.text("u", row).matches("\\d{10,}"),
                    "TO_DATE(u)"));

    private static boolean before1970(String column, int row) {
        return EdgeRows.text(column, row).startsWith("-");
    }

    /** Rows on which the expression is not to be compared. */
    static List<Integer> rows(String expression) {
        return IntStream.range(0, EdgeRows.ROWS)
                .filter(row -> KNOWN.stream()
                        .anyMatch(defect ->
                                defect.expression().matcher(expression).matches()
                                        && defect.row().test(row)))
                .boxed()
                .toList();
    }
}
