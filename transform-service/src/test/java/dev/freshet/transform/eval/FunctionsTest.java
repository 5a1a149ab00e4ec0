package dev.freshet.transform.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.transform.plan.Sql;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every function over its edges, as SQL: after the arrow the value as text, {@code NULL}, or {@code !} and a part of the error. */
class FunctionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                // three-valued logic
                "flag AND no_flag => NULL",
                "no_flag AND FALSE => false",
                "no_flag OR flag => true",
                "no_flag OR FALSE => NULL",
                "NOT no_flag => NULL",
                "no_flag IS TRUE => false",
                "no_flag IS NOT TRUE => true",
                "no_flag IS FALSE => false",
                "no_flag IS NOT FALSE => true",
                "nothing IS NULL => true",
                "name IS NOT NULL => true",
                "nothing = nothing => NULL",
                "nothing IS DISTINCT FROM name => true",
                "nothing IS NOT DISTINCT FROM CAST(NULL AS STRING) => true",
                "n IN (1, -3) => true",
                "n NOT IN (1, 2) => true",
                "n IN (1, no_number) => NULL",
                "no_number IN (1) => NULL",
                "n BETWEEN -5 AND 0 => true",
                "n NOT BETWEEN -5 AND 0 => false",
                "n BETWEEN SYMMETRIC 0 AND -5 => true",
                "CASE WHEN no_flag THEN 1 WHEN flag THEN 2 ELSE 3 END => 2",
                "CASE n WHEN 1 THEN 'one' WHEN -3 THEN 'minus three' END => minus three",
                "CASE WHEN no_flag THEN 1 END => NULL",
                "CASE WHEN flag THEN 1 ELSE 2.50 END => 1.00",
                "COALESCE(nothing, bare, name) =>",
                "COALESCE(no_number, n) => -3",
                "NULLIF(n, -3) => NULL",
                "NULLIF(n, 4) => -3",
                "IFNULL(no_number, n) => -3",
                "IF(no_flag, 1, 2) => 2",
                // comparisons across types
                "total > 129 => true",
                "total = 129.950 => true",
                "d = 2.25 => true",
                "big > 1 => true",
                "CAST(f AS DOUBLE) < d => true",
                "NOT (d < 1 OR d / 0 - d / 0 > 1) => false",
                "NOT (d < 1) => true",
                "name > 'Zwolf' => true",
                "bin = X'616263' => true",
                "flag = TRUE => true",
                "made >= TIMESTAMP '2026-02-28 23:59:59.123456' => true",
                // arithmetic
                "n + small => 4",
                "n - small => -10",
                "n * small => -21",
                "small / 2 => 3",
                "n / 2 => -1",
                "MOD(n, 2) => -1",
                "small % 4 => 3",
                "- n => 3",
                "+ n => -3",
                "n + no_number => NULL",
                "big + 1 => ! does not fit into BIGINT",
                "n * 2000000000 => ! does not fit into INT",
                "n / 0 => ! division by zero",
                "total / 0 => ! division by zero",
                "d / 0 => Infinity",
                "total + 0.005 => 129.955",
                "total * total => 16887.0025",
                "total / 3 => 43.3166666666667",
                "total - d => 127.69999999999999",
                "f + 1 => 1.5",
                "f / 0 - f / 0 > 1 => false",
                // functions of numbers
                "ABS(n) => 3",
                "ABS(total - 200) => 70.05",
                "CEIL(d) => 3.0",
                "FLOOR(d) => 2.0",
                "CEIL(total) => 130",
                "FLOOR(total) => 129",
                "ROUND(total, 1) => 130.0",
                "ROUND(total) => 130",
                "ROUND(d, 1) => 2.3",
                "ROUND(n, -1) => 0",
                "TRUNCATE(total, 1) => 129.9",
                "POWER(2, 10) => 1024.0",
                "POWER(d, 0.5) => 1.5",
                "SQRT(d) => 1.5",
                "SIGN(n) => -1",
                "EXP(0) => 1.0",
                "LN(1) => 0.0",
                "LOG10(100) => 2.0",
                "ABS(no_number) => NULL",
                // texts
                "LOWER(mail) => ann.lee@example.com",
                "UPPER(mail) => ANN.LEE@EXAMPLE.COM",
                "TRIM('  a ') => a",
                "TRIM(LEADING 'x' FROM 'xxaxx') => axx",
                "TRIM(TRAILING 'x' FROM 'xxaxx') => xxa",
                "TRIM(BOTH 'xy' FROM 'yxaxy') => a",
                "LTRIM('  a') => a",
                "RTRIM('a  ') => a",
                "SUBSTRING(name FROM 7 FOR 1) => 🦆",
                "SUBSTRING(name, 9) => Ducks",
                "SUBSTRING(name, -5, 2) => Du",
                "SUBSTRING(name, 0, 2) => Zw",
                "SUBSTRING(name, 99) =>",
                "SUBSTRING(name, 1, 0) =>",
                "SUBSTRING(nothing, 1) => NULL",
                "CHAR_LENGTH(name) => 13",
                "CHARACTER_LENGTH(bare) => 0",
                "LEFT(name, 3) => Zwö",
                "RIGHT(name, 7) => 🦆 Ducks",
                "LEFT(name, -1) =>",
                "'a' || 'b' || bare => ab",
                "'a' || nothing => NULL",
                "CONCAT('a', 'b', 'c') => abc",
                "CONCAT('a', nothing) => NULL",
                "CONCAT_WS('-', 'a', nothing, 'b') => a-b",
                "REPLACE('banana', 'an', 'x') => bxxa",
                "POSITION('Ducks' IN name) => 9",
                "POSITION('cat' IN name) => 0",
                "name LIKE '%Ducks' => true",
                "name LIKE 'zw%' => false",
                "'a_b' LIKE 'a\\_b' ESCAPE '\\' => true",
                "'axb' LIKE 'a\\_b' ESCAPE '\\' => false",
                "name NOT LIKE '_w%' => false",
                "nothing LIKE 'a' => NULL",
                "REGEXP(mail, '@.*\\.com$') => true",
                "REGEXP_EXTRACT(mail, '^([^.]+)\\.', 1) => Ann",
                "REGEXP_EXTRACT(mail, 'nothing') => NULL",
                "REGEXP_REPLACE(mail, '[aeiou]', '*') => Ann.L**@Ex*mpl*.c*m",
                "REGEXP(mail, '(') => ! not well-formed",
                "SPLIT_INDEX('a,b,,c', ',', 2) =>",
                "SPLIT_INDEX('a,b,,c', ',', 3) => c",
                "SPLIT_INDEX('a,b', ',', 2) => NULL",
                "SPLIT_INDEX('a,b', 44, 1) => b",
                "SPLIT_INDEX('', ',', 0) => NULL",
                "SPLIT_INDEX('a b', '', 1) => b",
                "REGEXP(mail, '') => false",
                "REGEXP_REPLACE('ab', '(a)', '$1$1') => $1$1b",
                "REPLACE('ab', '', '-') => -a-b-",
                "MASK(mail) => Xxx.Xxx@Xxxxxxx.xxx",
                "MASK('4111 1111', 4) => nnnn 1111",
                "MASK(nothing) => NULL",
                "MD5('abc') => 900150983cd24fb0d6963f7d28e17f72",
                "SHA1('abc') => a9993e364706816aba3e25717850c26c9cd0d89d",
                "SHA256('abc') => ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "SHA256(nothing) => NULL",
                // times
                "EXTRACT(YEAR FROM made) => 2026",
                "EXTRACT(MONTH FROM due) => 2",
                "EXTRACT(DAY FROM made) => 28",
                "EXTRACT(HOUR FROM seen) => 23",
                "EXTRACT(SECOND FROM made) => 59",
                "EXTRACT(QUARTER FROM made) => 1",
                "EXTRACT(DOW FROM made) => 7",
                "EXTRACT(DOY FROM made) => 59",
                "EXTRACT(WEEK FROM made) => 9",
                "YEAR(made) => 2026",
                "DATE_FORMAT(made, 'yyyy/MM/dd HH:mm') => 2026/02/28 23:59",
                "DATE_FORMAT(made, 'yyyy{') => ! pattern",
                "TIMESTAMPDIFF(DAY, TIMESTAMP '2026-02-01 00:00:00', made) => 27",
                "TIMESTAMPDIFF(MONTH, made, TIMESTAMP '2026-01-31 00:00:00') => -1",
                "EXTRACT(MILLISECOND FROM made) => 123",
                "TIMESTAMPADD(MONTH, 1, TIMESTAMP '2026-01-31 10:00:00') => 1772272800000000",
                "made + INTERVAL '1' SECOND => 1772323200123456",
                "made - INTERVAL '1' DAY => 1772236799123456",
                "TO_TIMESTAMP('2026-02-28 23:59:59') => 1772323199000000",
                "TO_TIMESTAMP('28.02.2026', 'dd.MM.yyyy') => 1772236800000000",
                "TO_TIMESTAMP('nonsense') => NULL",
                "TO_DATE('2026-02-28') => 20512",
                "TO_TIMESTAMP('2026-02-31') => 1772236800000000",
                "TO_TIMESTAMP('2026-02-31', 'dd.MM.yyyy') => 1772496000000000",
                "TO_TIMESTAMP('10:11', 'HH:mm') => 36660000000",
                // JSON
                "JSON_VALUE(doc, '$.n') => 12.5",
                "JSON_VALUE(doc, '$.a.b[1]') => two",
                "JSON_VALUE(doc, '$.a.b[2]') => NULL",
                "JSON_VALUE(doc, '$.a') => NULL",
                "JSON_VALUE(doc, '$.z') => NULL",
                "JSON_VALUE(doc, '$.z' DEFAULT 'none' ON EMPTY) => NULL",
                "JSON_VALUE(doc, 'lax $.z' DEFAULT 'none' ON EMPTY) => none",
                "JSON_VALUE('{\"n\": 1e2}', '$.n') => 1E+2",
                "JSON_EXISTS(doc, '$.a.b[2]') => false",
                "JSON_VALUE(doc, '$.a' DEFAULT 'bad' ON ERROR) => bad",
                "JSON_VALUE(doc, '$.a' ERROR ON ERROR) => ! JSON_VALUE",
                "JSON_VALUE(doc, '$.n' RETURNING DOUBLE) => 12.5",
                "JSON_VALUE(doc, 'strict $.z' DEFAULT 'bad' ON ERROR) => bad",
                "JSON_VALUE(name, '$.a') => NULL",
                "JSON_VALUE(nothing, '$.a') => NULL",
                "JSON_QUERY(doc, '$.a') => {\"b\":[1,\"two\",null,true]}",
                "JSON_QUERY(doc, '$.n') => NULL",
                "JSON_EXISTS(doc, '$.a.b') => true",
                "JSON_EXISTS(doc, '$.z') => false",
                "JSON_EXISTS(nothing, '$.z') => NULL",
                // a decimal of more digits than SQL has is its text
                "huge => 12345678901234567890123456789012345678901.25",
                "span / 1000000 => 90000",
            })
    void asSql(String expression, @Nullable String expected) {
        check(expression, expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                "CAST('12' AS INT) => 12",
                "CAST(' 12.9 ' AS INT) => 12",
                "CAST('x' AS INT) => ! a text is not INT",
                "CAST('' AS INT) => ! a text is not INT",
                "TRY_CAST('x' AS INT) => NULL",
                "TRY_CAST(big AS INT) => NULL",
                "CAST(big AS INT) => ! does not fit into INT",
                "CAST(40000 AS SMALLINT) => ! does not fit into SMALLINT",
                "CAST(128 AS TINYINT) => ! does not fit into TINYINT",
                "CAST(-128 AS TINYINT) => -128",
                "CAST('1e3' AS INT) => ! a text is not INT",
                "CAST(d AS INT) => 2",
                "CAST(-2.9 AS BIGINT) => -2",
                "CAST(1e30 AS BIGINT) => ! does not fit into BIGINT",
                "CAST(total AS INT) => 129",
                "CAST(total AS DECIMAL(10, 1)) => 130.0",
                "CAST(total AS DECIMAL(4, 2)) => ! does not fit into DECIMAL(4, 2)",
                "CAST('1.005' AS DECIMAL(3, 2)) => 1.01",
                "CAST(f AS DECIMAL(3, 2)) => 0.50",
                "CAST(n AS DOUBLE) => -3.0",
                "CAST('1e3' AS DOUBLE) => 1000.0",
                "CAST('x' AS DOUBLE) => ! a text is not DOUBLE",
                "CAST(d AS FLOAT) => 2.25",
                "CAST(n AS BOOLEAN) => true",
                "CAST('t' AS BOOLEAN) => true",
                "CAST('maybe' AS BOOLEAN) => ! a text is not BOOLEAN",
                "CAST(flag AS INT) => 1",
                "CAST(flag AS STRING) => TRUE",
                "CAST(total AS STRING) => 129.95",
                "CAST(n AS STRING) => -3",
                "CAST(d AS STRING) => 2.25",
                "CAST(name AS VARCHAR(3)) => Zwö",
                "CAST('a' AS CHAR(3)) => a  ",
                "CAST(due AS STRING) => 2026-02-28",
                "CAST(made AS STRING) => 2026-02-28 23:59:59.123456",
                "CAST(made AS TIMESTAMP(0)) => 1772323199000000",
                "CAST(made AS TIMESTAMP(3)) => 1772323199123000",
                "CAST(CAST(made AS TIMESTAMP(3)) AS STRING) => 2026-02-28 23:59:59.123",
                "CAST(made AS DATE) => 20512",
                "CAST(due AS TIMESTAMP(3)) => 1772236800000000",
                "CAST('2026-02-28' AS DATE) => 20512",
                "CAST('2026-02-30' AS DATE) => ! a text is not DATE",
                "CAST('2026-02-28 23:59:59.123456' AS TIMESTAMP(6)) => 1772323199123456",
                "CAST('2026-02-28T23:59:59' AS TIMESTAMP(3)) => ! a text is not TIMESTAMP",
                "CAST('soon' AS TIMESTAMP(3)) => ! a text is not TIMESTAMP",
                "CAST(bin AS STRING) => abc",
                "CAST(CAST(name AS BYTES) AS STRING) => Zwölf 🦆 Ducks",
                "CAST(nothing AS INT) => NULL",
                "CAST(NULL AS INT) => NULL",
                "CAST(seen AS TIMESTAMP(6)) => 1772323199123456",
                "CAST(made AS TIME(0)) => 86399000000",
            })
    void casts(String expression, String expected) {
        check(expression, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                "total + total => DECIMAL(11, 2)",
                "total * total => DECIMAL(21, 4)",
                "ROUND(total, 1) => DECIMAL(10, 1)",
                "ROUND(total) => DECIMAL(9, 0)",
                "total / total => DECIMAL(23, 13)",
                "CAST(total AS DECIMAL(38, 10)) * total => DECIMAL(38, 6)",
                "small + 1 => INT",
                "n + big => BIGINT",
                "n + d => DOUBLE",
                "LOWER(name) => STRING",
                "made => TIMESTAMP(6)",
                "seen => TIMESTAMP_LTZ(6)",
                "huge => STRING",
                "span => BIGINT",
                "CHAR_LENGTH(name) => INT",
                "EXTRACT(YEAR FROM made) => BIGINT",
                "TIMESTAMPDIFF(DAY, made, made) => INT",
            })
    void types(String expression, String type) {
        assertThat(Sql.type(expression)).isEqualTo(type);
    }

    private static void check(String expression, String expected) {
        if (expected.startsWith("!")) {
            assertThatThrownBy(() -> Sql.value(expression))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessageContaining(expected.substring(1).strip());
        } else {
            assertThat(text(Sql.value(expression))).isEqualTo(expression.contains("AS CHAR") ? "a  " : expected);
        }
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case BigDecimal exact -> exact.toPlainString();
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case String text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            default -> value.toString();
        };
    }
}
