package dev.freshet.acceptance.engines;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Expressions over {@link EdgeRows}: every function over every column that it may take, and compositions of them by a seeded generator. */
final class Queries {
    private static final List<String> NUMBERS = List.of("s", "n", "b", "m", "w", "f", "d");
    private static final List<String> PAIRS = List.of(
            "s n", "n s", "n b", "n m", "m w", "w m", "m d", "n d", "f d", "b m", "b n", "f n", "d d", "m m", "b b");
    private static final List<String> TEXTS = List.of("t", "u");
    private static final List<String> TYPES = List.of(
            "BOOLEAN",
            "TINYINT",
            "SMALLINT",
            "INT",
            "BIGINT",
            "DECIMAL(10, 2)",
            "DECIMAL(38, 18)",
            "DECIMAL(5, 0)",
            "FLOAT",
            "DOUBLE",
            "STRING",
            "VARCHAR(3)",
            "CHAR(4)",
            "BYTES",
            "DATE",
            "TIMESTAMP(0)",
            "TIMESTAMP(3)",
            "TIMESTAMP(6)",
            "TIMESTAMP_LTZ(3)",
            "TIME(0)");

    private Queries() {}

    static List<String> all(long seed, int composed) {
        Set<String> all = new LinkedHashSet<>();
        logic(all);
        numbers(all);
        texts(all);
        times(all);
        json(all);
        for (String column : List.of("q", "s", "n", "b", "m", "w", "f", "d", "t", "u", "x", "born", "ts", "seen")) {
            for (String type : TYPES) {
                all.add("CAST(" + column + " AS " + type + ")");
                all.add("TRY_CAST(" + column + " AS " + type + ")");
            }
        }
        Composer composer = new Composer(new Random(seed));
        int before = all.size();
        while (all.size() < before + composed) {
            all.add(composer.next());
        }
        return new ArrayList<>(all);
    }

    private static void each(Set<String> all, List<String> columns, String... templates) {
        for (String column : columns) {
            for (String template : templates) {
                all.add(template.replace("@", column));
            }
        }
    }

    private static void pairs(Set<String> all, List<String> pairs, String... templates) {
        for (String pair : pairs) {
            for (String template : templates) {
                all.add(template.replace("@", pair.split(" ")[0]).replace("#", pair.split(" ")[1]));
            }
        }
    }

    private static void logic(Set<String> all) {
        pairs(
                all,
                List.of("q r"),
                "@ AND #",
                "@ OR #",
                "@ = #",
                "@ <> #",
                "@ IS DISTINCT FROM #",
                "@ IS NOT DISTINCT FROM #");
        each(
                all,
                List.of("q"),
                "NOT @",
                "@ IS TRUE",
                "@ IS NOT TRUE",
                "@ IS FALSE",
                "@ IS NOT FALSE",
                "@ IS UNKNOWN",
                "@ IS NULL");
        each(all, List.of("n", "m", "t", "born"), "@ IS NULL", "@ IS NOT NULL", "COALESCE(@, @)", "NULLIF(@, @)");
        each(
                all,
                NUMBERS,
                "@ IN (1, 0, 42)",
                "@ NOT IN (0, 7)",
                "@ BETWEEN -1 AND 10",
                "NOT (@ > 1)",
                "NOT (@ = 1 OR @ < 0)",
                "NOT (@ <> 0 AND @ <= 5)",
                "NOT (@ IN (0, 1))",
                "@ NOT BETWEEN 0 AND 2",
                "COALESCE(@, 5)",
                "NULLIF(@, 0)",
                "IFNULL(@, @)",
                "CASE WHEN @ > 0 THEN 'p' WHEN @ < 0 THEN 'm' ELSE 'z' END",
                "IF(@ > 1, @, @)",
                "CASE @ WHEN 1 THEN 10 WHEN 0 THEN 20 END");
        pairs(
                all,
                List.of("n m", "s b", "n d", "f d", "m w"),
                "COALESCE(@, #)",
                "CASE WHEN q THEN @ ELSE # END",
                "NULLIF(@, #)");
        all.add("CASE WHEN q THEN t ELSE u END");
        all.add("CASE WHEN q THEN 1 ELSE 2.50 END");
        all.add("t IN ('', 'abc', 'ABC')");
        all.add("x = X'616263'");
        all.add("x <> X''");
    }

    private static void numbers(Set<String> all) {
        each(
                all,
                NUMBERS,
                "- @",
                "ABS(@)",
                "CEIL(@)",
                "FLOOR(@)",
                "ROUND(@)",
                "ROUND(@, 1)",
                "ROUND(@, -1)",
                "TRUNCATE(@, 1)",
                "TRUNCATE(@)",
                "SIGN(@)",
                "SQRT(ABS(@))",
                "EXP(@)",
                "LN(ABS(@))",
                "LOG10(ABS(@))",
                "POWER(@, 2)",
                "POWER(@, 0.5)",
                "@ + 1",
                "@ - 1",
                "@ * 3",
                "@ / 2",
                "@ * 1.5",
                "@ / 3.0",
                "@ + 0.5e0",
                "@ > 1",
                "@ <= 0.5",
                "@ = @");
        each(all, List.of("s", "n", "b", "m", "w"), "MOD(@, 7)", "@ % 3", "1 / NULLIF(@, 0)", "10.0 / NULLIF(@, 0)");
        pairs(all, PAIRS, "@ + #", "@ - #", "@ * #", "@ / #", "@ < #", "@ >= #", "@ <> #", "@ IS NOT DISTINCT FROM #");
        pairs(all, List.of("s n", "n b", "m w", "n m", "b m"), "MOD(@, #)", "@ % NULLIF(#, 0)", "@ / NULLIF(#, 0)");
    }

    private static void texts(Set<String> all) {
        each(
                all,
                TEXTS,
                "LOWER(@)",
                "UPPER(@)",
                "TRIM(@)",
                "TRIM(LEADING 'a' FROM @)",
                "TRIM(TRAILING ' ' FROM @)",
                "TRIM(BOTH 'ab' FROM @)",
                "LTRIM(@)",
                "RTRIM(@)",
                "SUBSTRING(@, 2)",
                "SUBSTRING(@, 2, 3)",
                "SUBSTRING(@, 0, 2)",
                "SUBSTRING(@, -3, 2)",
                "SUBSTRING(@, -99, 2)",
                "SUBSTRING(@, 99)",
                "SUBSTRING(@ FROM 6 FOR 3)",
                "SUBSTRING(@, 2, 0)",
                "LEFT(@, 2)",
                "LEFT(@, 0)",
                "LEFT(@, 7)",
                "LEFT(@, -1)",
                "RIGHT(@, 3)",
                "RIGHT(@, 99)",
                "RIGHT(@, 7)",
                "CHAR_LENGTH(@)",
                "CHARACTER_LENGTH(@)",
                "CONCAT(@, '-', @)",
                "CONCAT_WS(',', @, 'x', u)",
                "CONCAT_WS(u, @, @)",
                "@ || 'z'",
                "REPLACE(@, 'a', 'bb')",
                "REPLACE(@, '', 'q')",
                "POSITION('a' IN @)",
                "POSITION('' IN @)",
                "POSITION('🦆' IN @)",
                "POSITION('Ducks' IN @)",
                "SPLIT_INDEX(@, ',', 1)",
                "SPLIT_INDEX(@, ',', 0)",
                "SPLIT_INDEX(@, ',', 9)",
                "SPLIT_INDEX(@, ',', -1)",
                "SPLIT_INDEX(@, 44, 2)",
                "SPLIT_INDEX(@, '', 1)",
                "SPLIT_INDEX(@, ', ', 0)",
                "@ LIKE '%a%'",
                "@ LIKE 'a_c'",
                "@ LIKE ''",
                "@ LIKE '%'",
                "@ NOT LIKE '_%'",
                "@ LIKE 'x\\%y%' ESCAPE '\\'",
                "@ LIKE '%_z'",
                "@ LIKE 'tab%end'",
                "REGEXP(@, '^[a-z]+$')",
                "REGEXP(@, '')",
                "REGEXP(@, '\\d')",
                "REGEXP_EXTRACT(@, '([a-z]+)', 1)",
                "REGEXP_EXTRACT(@, '([A-Z])([a-z]*)', 2)",
                "REGEXP_EXTRACT(@, '[0-9]+')",
                "REGEXP_EXTRACT(@, '(z)?a', 1)",
                "REGEXP_EXTRACT(@, 'a', 3)",
                "REGEXP_REPLACE(@, '[aeiou]', '*')",
                "REGEXP_REPLACE(@, '(.)', '$1$1')",
                "REGEXP_REPLACE(@, '', '-')",
                "REGEXP_REPLACE(@, ' ', '\\\\')",
                "MD5(@)",
                "SHA1(@)",
                "SHA224(@)",
                "SHA256(@)",
                "SHA384(@)",
                "SHA512(@)",
                "@ = 'abc'",
                "@ < 'b'",
                "@ > u",
                "@ >= 'a '",
                "@ BETWEEN 'A' AND 'b'",
                "@ IN ('', 'x', 'abc')",
                "NULLIF(@, '')",
                "COALESCE(@, 'none')");
    }

    private static void times(Set<String> all) {
        for (String part : List.of(
                "YEAR",
                "QUARTER",
                "MONTH",
                "WEEK",
                "DAY",
                "DOY",
                "DOW",
                "ISODOW",
                "ISOYEAR",
                "CENTURY",
                "DECADE",
                "MILLENNIUM",
                "EPOCH")) {
            each(all, List.of("born", "ts", "seen"), "EXTRACT(" + part + " FROM @)");
        }
        for (String part : List.of("HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND", "NANOSECOND")) {
            each(all, List.of("ts", "seen"), "EXTRACT(" + part + " FROM @)");
        }
        each(
                all,
                List.of("ts", "seen", "born"),
                "YEAR(@)",
                "MONTH(@)",
                "DAYOFMONTH(@)",
                "DAYOFWEEK(@)",
                "DAYOFYEAR(@)",
                "QUARTER(@)",
                "WEEK(@)");
        for (String unit : List.of("SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR")) {
            each(
                    all,
                    List.of("ts", "born"),
                    "TIMESTAMPADD(" + unit + ", 3, @)",
                    "TIMESTAMPADD(" + unit + ", -1, @)",
                    "TIMESTAMPDIFF(" + unit + ", @, TIMESTAMP '2024-02-29 00:00:00')",
                    "TIMESTAMPDIFF(" + unit + ", TIMESTAMP '2023-01-31 11:22:33.4', @)");
        }
        each(
                all,
                List.of("ts", "born", "seen"),
                "@ + INTERVAL '1' DAY",
                "@ - INTERVAL '2' MONTH",
                "@ + INTERVAL '1-2' YEAR TO MONTH");
        each(
                all,
                List.of("ts", "seen"),
                "@ + INTERVAL '90' MINUTE",
                "@ - INTERVAL '1.5' SECOND",
                "@ + INTERVAL '1 02:03:04' DAY TO SECOND",
                "DATE_FORMAT(@, 'yyyy-MM-dd HH:mm:ss')",
                "DATE_FORMAT(@, 'yyyy/MM/dd')",
                "DATE_FORMAT(@, 'HH:mm:ss.SSS')",
                "DATE_FORMAT(@, 'E, d MMM yy')",
                "DATE_FORMAT(@, 'DDD w')");
        each(
                all,
                List.of("u", "t"),
                "TO_TIMESTAMP(@)",
                "TO_DATE(@)",
                "TO_TIMESTAMP(@, 'yyyy-MM-dd')",
                "TO_DATE(@, 'yyyy-M-d')",
                "TO_TIMESTAMP(@, 'HH:mm:ss')",
                "DATE_FORMAT(@, 'yyyy')");
        all.add("ts < TIMESTAMP '2024-02-29 12:00:00.6'");
        all.add("ts = seen");
        all.add("born <= DATE '2026-02-28'");
        all.add("born = ts");
        all.add("CAST(ts AS STRING)");
        all.add("ts BETWEEN TIMESTAMP '1970-01-01 00:00:00' AND TIMESTAMP '2026-12-31 00:00:00'");
        all.add("CASE WHEN q THEN ts ELSE TIMESTAMP '2020-01-01 00:00:00' END");
    }

    private static void json(Set<String> all) {
        for (String path : List.of(
                "$",
                "$.a",
                "$.n",
                "$.s",
                "$.a.b",
                "$.a.b[1]",
                "$.a.b[2]",
                "$[1]",
                "$[2].a",
                "$.z",
                "lax $.a.b",
                "strict $.a",
                "strict $.z")) {
            each(
                    all,
                    List.of("j"),
                    "JSON_VALUE(@, '" + path + "')",
                    "JSON_EXISTS(@, '" + path + "')",
                    "JSON_QUERY(@, '" + path + "')");
        }
        each(
                all,
                List.of("j"),
                "JSON_VALUE(@, '$.n' RETURNING DOUBLE)",
                "JSON_VALUE(@, '$.n' RETURNING INTEGER)",
                "JSON_VALUE(@, '$.a.b[3]' RETURNING BOOLEAN)",
                "JSON_VALUE(@, '$.z' DEFAULT 'none' ON EMPTY)",
                "JSON_VALUE(@, 'lax $.z' DEFAULT 'none' ON EMPTY)",
                "JSON_VALUE(@, 'lax $.a' DEFAULT 'm' ON EMPTY DEFAULT 'e' ON ERROR)",
                "JSON_VALUE(@, 'lax $.a' ERROR ON ERROR)",
                "JSON_VALUE(@, 'lax $.a.b[7]')",
                "JSON_EXISTS(@, 'lax $[1]')",
                "JSON_EXISTS(@, 'lax $.z')",
                "JSON_QUERY(@, 'lax $.a')",
                "JSON_VALUE(@, '$.a' DEFAULT 'bad' ON ERROR)",
                "JSON_VALUE(@, '$.n' NULL ON EMPTY NULL ON ERROR)",
                "JSON_QUERY(@, '$.a' WITH WRAPPER)",
                "JSON_QUERY(@, '$.n' WITH CONDITIONAL WRAPPER)",
                "JSON_QUERY(@, '$.z' EMPTY ARRAY ON EMPTY)",
                "JSON_QUERY(@, '$.n' EMPTY OBJECT ON ERROR)",
                "JSON_EXISTS(@, 'strict $.z' FALSE ON ERROR)",
                "JSON_EXISTS(@, 'strict $.z' TRUE ON ERROR)");
        all.add("JSON_VALUE(t, '$.a')");
        all.add("JSON_EXISTS(u, '$')");
    }
}
