package dev.freshet.acceptance.engines;

import java.util.List;
import java.util.Random;

/** Expressions nested by chance, of types that fit. */
final class Composer {
    private static final int DEEPEST = 3;

    private final Random random;

    Composer(Random random) {
        this.random = random;
    }

    String next() {
        return switch (random.nextInt(4)) {
            case 0 -> truth(0);
            case 1 -> number(0);
            case 2 -> text(0);
            default -> random.nextBoolean() ? whole(0) : moment(0);
        };
    }

    private String pick(String... some) {
        return some[random.nextInt(some.length)];
    }

    private boolean leaf(int depth) {
        return depth >= DEEPEST || random.nextInt(4) == 0 && depth > 0;
    }

    private String truth(int depth) {
        int in = depth + 1;
        if (leaf(depth)) {
            return pick("q", "r", "n > 0", "t LIKE '%a%'", "m IS NULL", "TRUE");
        }
        return switch (random.nextInt(9)) {
            case 0 -> "(" + truth(in) + " AND " + truth(in) + ")";
            case 1 -> "(" + truth(in) + " OR " + truth(in) + ")";
            case 2 -> "(NOT " + truth(in) + ")";
            case 3 -> "(" + number(in) + pick(" < ", " = ", " >= ", " <> ") + number(in) + ")";
            case 4 -> "(" + text(in) + pick(" < ", " = ", " <> ") + text(in) + ")";
            case 5 -> "(" + text(in) + " LIKE " + pick("'%a%'", "'_b%'", "'A%'") + ")";
            case 6 -> "(" + moment(in) + pick(" < ", " >= ") + moment(in) + ")";
            case 7 -> "((" + truth(in) + ")" + pick(" IS TRUE", " IS NOT FALSE", " IS NULL") + ")";
            default -> "(" + whole(in) + " BETWEEN " + pick("-1", "0") + " AND " + pick("3", "100") + ")";
        };
    }

    private String number(int depth) {
        int in = depth + 1;
        if (leaf(depth)) {
            return pick("m", "w", "d", "1.50", "n", "0.25", "s");
        }
        return switch (random.nextInt(9)) {
            case 0 -> "(" + number(in) + pick(" + ", " - ") + number(in) + ")";
            case 1 -> "(" + number(in) + " * " + pick("2", "1.5", "m") + ")";
            case 2 -> "(" + number(in) + " / " + pick("2", "3.0", "NULLIF(m, 0)") + ")";
            case 3 -> pick("ABS(", "FLOOR(", "CEIL(") + number(in) + ")";
            case 4 -> "ROUND(" + pick("m", "w", "(m / 3.0)", "n") + ", " + pick("0", "1", "2") + ")";
            case 5 -> "COALESCE(" + number(in) + ", " + number(in) + ")";
            case 6 -> "CASE WHEN " + truth(in) + " THEN " + number(in) + " ELSE " + number(in) + " END";
            case 7 -> "TRY_CAST(" + text(in) + " AS " + pick("DOUBLE", "FLOAT") + ")";
            default -> "CAST(" + whole(in) + " AS " + pick("DOUBLE", "DECIMAL(12, 2)") + ")";
        };
    }

    private String whole(int depth) {
        int in = depth + 1;
        if (leaf(depth)) {
            return pick("n", "s", "b", "3", "CHAR_LENGTH(t)");
        }
        return switch (random.nextInt(6)) {
            case 0 -> "CHAR_LENGTH(" + text(in) + ")";
            case 1 -> "POSITION(" + text(in) + " IN " + text(in) + ")";
            case 2 -> "EXTRACT(" + pick("YEAR", "MONTH", "DAY", "HOUR") + " FROM " + moment(in) + ")";
            case 3 -> "(" + whole(in) + " % 7)";
            case 4 -> "CASE WHEN " + truth(in) + " THEN " + whole(in) + " ELSE " + whole(in) + " END";
            default -> "TRY_CAST(" + text(in) + " AS " + pick("INT", "BIGINT") + ")";
        };
    }

    private String text(int depth) {
        int in = depth + 1;
        if (leaf(depth)) {
            return pick("t", "u", "'a'", "'Zwölf'", "JSON_VALUE(j, '$.n')");
        }
        return switch (random.nextInt(9)) {
            case 0 -> pick("LOWER(", "UPPER(", "TRIM(", "MD5(") + text(in) + ")";
            case 1 -> "SUBSTRING(" + text(in) + ", " + pick("1", "2", "-2") + ", " + pick("1", "3") + ")";
            case 2 -> "(" + text(in) + " || " + text(in) + ")";
            case 3 -> "REPLACE(" + text(in) + ", " + pick("'a'", "'1'") + ", " + text(in) + ")";
            case 4 -> "CASE WHEN " + truth(in) + " THEN " + text(in) + " ELSE " + text(in) + " END";
            case 5 -> "COALESCE(" + text(in) + ", " + text(in) + ")";
            case 6 -> "CAST(" + (random.nextBoolean() ? whole(in) : moment(in)) + " AS STRING)";
            case 7 -> "CONCAT_WS('-', " + text(in) + ", " + text(in) + ")";
            default -> pick("LEFT(", "RIGHT(") + text(in) + ", " + pick("1", "4") + ")";
        };
    }

    private String moment(int depth) {
        int in = depth + 1;
        if (leaf(depth)) {
            return pick("ts", "TIMESTAMP '2024-02-29 12:00:00'", "CAST(born AS TIMESTAMP(6))");
        }
        List<String> units = List.of("SECOND", "HOUR", "DAY", "MONTH");
        return switch (random.nextInt(4)) {
            case 0 ->
                "(" + moment(in) + pick(" + ", " - ") + "INTERVAL '3' " + units.get(random.nextInt(units.size())) + ")";
            case 1 -> "CASE WHEN " + truth(in) + " THEN " + moment(in) + " ELSE " + moment(in) + " END";
            case 2 -> "COALESCE(" + moment(in) + ", " + moment(in) + ")";
            default -> "CAST(" + moment(in) + " AS TIMESTAMP(" + pick("0", "3", "6") + "))";
        };
    }
}
