package dev.freshet.acceptance;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table of columns of related types, and rows at their edges.
 *
 * @param columns definitions of the columns beside {@code id} and {@code touched}
 * @param into    the columns of a row, in parentheses; empty: all that an INSERT fills unasked
 * @param rows    each the SQL of its values
 */
record TypeCase(String table, String columns, String into, List<String> rows) {
    /** The first server that has INVISIBLE columns. */
    static final Runtime.Version INVISIBLE = Runtime.Version.parse("8.0.23");

    /** Where the keys of the later rows begin. */
    private static final int SECOND = 1_000;

    private static TypeCase of(String table, String columns, String... rows) {
        return new TypeCase(table, columns, "", List.of(rows));
    }

    /** The same under another name. */
    TypeCase named(String other) {
        return new TypeCase(other, columns, into, rows);
    }

    @Override
    public String toString() {
        return table;
    }

    String create(String database) {
        return "CREATE TABLE %s.%s (id INT PRIMARY KEY, touched INT NOT NULL, %s) CHARACTER SET utf8mb4"
                .formatted(database, table, columns);
    }

    Stream<String> firstInserts(String database) {
        return inserts(database, 0);
    }

    /** All values once more, then an update of every second row that is there. */
    Stream<String> laterChanges(String database) {
        return Stream.concat(
                inserts(database, SECOND),
                Stream.of("UPDATE %s.%s SET touched = touched + 1 WHERE id %% 2 = 0".formatted(database, table)));
    }

    private Stream<String> inserts(String database, int from) {
        // twice, so that each value meets an insert alone and an update
        return Stream.iterate(0, i -> i < 2 * rows.size(), i -> i + 1)
                .map(i -> "INSERT INTO %s.%s%s VALUES (%d, 0, %s)"
                        .formatted(database, table, into, from + i, rows.get(i / 2)));
    }

    /** Those that such a server has. */
    static List<TypeCase> all(Runtime.Version server) {
        Stream<TypeCase> unseen = server.compareTo(INVISIBLE) < 0 ? Stream.of() : unseen();
        return Stream.of(numbers(), texts(), times(), others(), unseen)
                .flatMap(s -> s)
                .toList();
    }

    private static Stream<TypeCase> unseen() {
        String columns =
                "a INT INVISIBLE, b VARCHAR(20) DEFAULT 'x' INVISIBLE, c BIGINT UNSIGNED NOT NULL DEFAULT 7 INVISIBLE, d INT,"
                        + " v INT AS (a * 2) VIRTUAL INVISIBLE, s FLOAT AS (a / 3) STORED INVISIBLE,"
                        + " t TIMESTAMP(6) NULL DEFAULT '2020-01-01 00:00:00' INVISIBLE";
        return Stream.of(
                of("unseen_and_unfilled", columns, "1", "NULL"),
                new TypeCase(
                        "unseen",
                        columns,
                        "(id, touched, a, b, c, d, t)",
                        List.of(
                                "2147483647, 'ü', 18446744073709551615, 1, '2024-02-29 12:34:56.789012'",
                                "-1, '', 0, 2, NULL",
                                "NULL, NULL, DEFAULT, NULL, DEFAULT")));
    }

    private static Stream<TypeCase> numbers() {
        return Stream.of(
                of(
                        "integers",
                        "t TINYINT, tu TINYINT UNSIGNED, s SMALLINT, su SMALLINT UNSIGNED, m MEDIUMINT, mu MEDIUMINT UNSIGNED,"
                                + " i INT, iu INT UNSIGNED, b BIGINT, bu BIGINT UNSIGNED, z INT(7) UNSIGNED ZEROFILL",
                        "-128, 0, -32768, 0, -8388608, 0, -2147483648, 0, -9223372036854775808, 0, 42",
                        "127, 255, 32767, 65535, 8388607, 16777215, 2147483647, 4294967295, 9223372036854775807,"
                                + " 18446744073709551615, 4294967295",
                        "0, 128, 0, 32768, 0, 8388608, 0, 2147483648, 0, 9223372036854775808, 0",
                        "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"),
                of(
                        "booleans",
                        "b BOOL, t TINYINT(1), n BOOL NOT NULL DEFAULT TRUE, k TINYINT(1) NOT NULL DEFAULT 0, u TINYINT(1) UNSIGNED",
                        "FALSE, FALSE, FALSE, FALSE, FALSE",
                        "TRUE, TRUE, TRUE, TRUE, TRUE",
                        "2, 2, 2, 2, 2",
                        "-1, -1, -1, -1, 255",
                        "127, 127, 127, 127, 127",
                        "-128, -128, -128, -128, 128",
                        "NULL, NULL, DEFAULT, DEFAULT, NULL"),
                of(
                        "decimals",
                        "a DECIMAL(65,30), b DECIMAL(38,10), c DECIMAL(40,0), d DECIMAL(10,10), e DECIMAL, f DECIMAL(10,2) UNSIGNED",
                        "99999999999999999999999999999999999.999999999999999999999999999999,"
                                + " 9999999999999999999999999999.9999999999, 9999999999999999999999999999999999999999,"
                                + " 0.9999999999, 9999999999, 99999999.99",
                        "-99999999999999999999999999999999999.999999999999999999999999999999,"
                                + " -9999999999999999999999999999.9999999999, -9999999999999999999999999999999999999999,"
                                + " -0.9999999999, -9999999999, 0.01",
                        "-0.000000000000000000000000000001, -0.0000000001, -1, -0.0000000001, -1, 0.10",
                        "0, 0, 0, 0, 0, 0",
                        "NULL, NULL, NULL, NULL, NULL, NULL"),
                of(
                        "reals",
                        "f FLOAT, fu FLOAT UNSIGNED, f7 FLOAT(7,3), f30 FLOAT(30), d DOUBLE, d5 DOUBLE(20,5), r REAL",
                        "3.402823466e38, 3.402823466e38, 9999.999, 1e300, 1.7976931348623157e308, 999999999999999.99999, 1e-5",
                        "-3.402823466e38, 0, -9999.999, -1e300, -1.7976931348623157e308, -999999999999999.99999, -1e-5",
                        "1.175494351e-38, 1.175494351e-38, 0.001, 2.2250738585072014e-308, 2.2250738585072014e-308, 0.00001, 0.1",
                        "16777215, 16777217, 123.456, 16777217, 9007199254740993, 16777217, 16777217",
                        "'-0', 0, '-0', '-0', '-0', '-0', '-0'",
                        "0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.30000000000000004",
                        "123456, 1.23456e7, 123.456, 123456789.123456789, 9007199254740993, 123456.78901, 1234567.8901234567",
                        "NULL, NULL, NULL, NULL, NULL, NULL, NULL"),
                of(
                        "singles",
                        "`odd ``name, of.a (FLOAT)` FLOAT, n FLOAT NOT NULL, z FLOAT ZEROFILL, w FLOAT(14,3) UNSIGNED, p FLOAT(24),"
                                + " v FLOAT AS (n * 3) VIRTUAL, s FLOAT AS (n / 3) STORED, f VARCHAR(10)",
                        "16777215, 16777215, 16777215, 16777215.123, 16777215, DEFAULT, DEFAULT, '* 1e0'",
                        "1e-45, 1e-45, 1e-45, 0.001, 1e-45, DEFAULT, DEFAULT, 'x'",
                        "0.1, 0.1, 0.1, 99999999999.999, 0.1, DEFAULT, DEFAULT, 'x'",
                        "-1.23456789e-10, -1.23456789e-10, 1.23456789e10, 1234567.891, 3.14159265, DEFAULT, DEFAULT, 'x'",
                        "NULL, '-0', NULL, NULL, NULL, DEFAULT, DEFAULT, NULL"),
                of(
                        "bits",
                        "b1 BIT(1), n1 BIT(1) NOT NULL, b8 BIT(8), b12 BIT(12), b64 BIT(64)",
                        "b'1', b'1', b'10000001', b'100000000010', b'1000000000000000000000000000000000000000000000000000000000000010'",
                        "b'0', b'0', 0, 0, 0",
                        "1, 1, 255, 4095, 18446744073709551615",
                        "NULL, 0, NULL, NULL, NULL"),
                of(
                        "years",
                        "y YEAR, n YEAR NOT NULL",
                        "1901, 1901",
                        "2155, 2155",
                        "'0000', '0000'",
                        "2024, 2024",
                        "NULL, 1970"));
    }

    private static Stream<TypeCase> texts() {
        return Stream.of(
                of(
                        "texts",
                        "c CHAR(20), v VARCHAR(200), tt TINYTEXT, t TEXT, m MEDIUMTEXT, l LONGTEXT,"
                                + " b VARCHAR(200) COLLATE utf8mb4_bin, u VARCHAR(200) CHARACTER SET utf16, n NATIONAL VARCHAR(50)",
                        everywhere("'plain'", 9),
                        everywhere("''", 9),
                        everywhere("'  spaces  '", 9),
                        everywhere("'it''s \"quoted\" \\\\ back'", 9),
                        everywhere("'line\\nreturn\\rtab\\t'", 9),
                        everywhere("'NULL \\\\N'", 9),
                        everywhere("'ünï 漢字'", 9),
                        "'🦆𝄞', '🦆𝄞', '🦆𝄞', '🦆𝄞', '🦆𝄞', '🦆𝄞', '🦆𝄞', '🦆𝄞', 'no'",
                        everywhere("'__debezium_unavailable'", 9)
                                .replace("'__debezium_unavailable', '__debezium", "'x', '__debezium"),
                        "'', '', '', REPEAT('ä', 30000), REPEAT('🦆', 50000), REPEAT('x', 300000), '', '', ''",
                        everywhere("NULL", 9)),
                of(
                        "charsets",
                        "l VARCHAR(50) CHARACTER SET latin1, g VARCHAR(50) CHARACTER SET gbk, s VARCHAR(50) CHARACTER SET sjis,"
                                + " w VARCHAR(50) CHARACTER SET cp932, r VARCHAR(50) CHARACTER SET koi8r,"
                                + " gb VARCHAR(50) CHARACTER SET gb18030, a VARCHAR(50) CHARACTER SET ascii,"
                                + " u2 VARCHAR(50) CHARACTER SET ucs2, u32 CHAR(50) CHARACTER SET utf32,"
                                + " lt TEXT CHARACTER SET latin1, gt TEXT CHARACTER SET gbk, c2 VARCHAR(50) CHARACTER SET latin2",
                        "'€ ü ß', '漢字€', '表示ソ', '①ﾊﾝ', 'Привет', '漢字🦆', 'plain', '漢字', '漢字🦆', '€ ü', '漢字', 'Łódź'",
                        everywhere("'  a''b\\\\c '", 2) + ", 'ソ', " + everywhere("'  a''b\\\\c '", 9),
                        everywhere("''", 12),
                        everywhere("NULL", 12)),
                of(
                        "choices",
                        "e ENUM('a','b,c','it''s','','ü','B') COLLATE utf8mb4_bin, s SET('x','y','z w','ü'), n ENUM('on','off') NOT NULL,"
                                + " l ENUM('ä','ö') CHARACTER SET latin1",
                        "'a', 'x', 'on', 'ä'",
                        "'b,c', 'x,y,z w,ü', 'off', 'ö'",
                        "'it''s', 'ü,x', 'on', 'ä'",
                        "'', '', 'nonsense', 'ä'",
                        "'ü', 'z w', 'on', NULL",
                        "'B', NULL, 'off', NULL",
                        "NULL, NULL, 'on', NULL"),
                of(
                        "documents",
                        "j JSON",
                        "'{}'",
                        "'[]'",
                        "'null'",
                        "'true'",
                        "'\"text\"'",
                        "'12345678901234567890'",
                        "'-9223372036854775808'",
                        "'[18446744073709551615, 0.1, 1e300, -1.5e-10, 3.0]'",
                        "JSON_ARRAY(CAST('123456789012345678901234567890.123456789' AS DECIMAL(65,9)), CAST('1.10' AS DECIMAL(5,2)))",
                        "JSON_ARRAY(CAST('2024-02-29' AS DATE), CAST('2024-02-29 01:02:03.4' AS DATETIME(6)), CAST('-01:02:03.5' AS TIME(6)))",
                        "'{\"ü 漢\": \"🦆\", \"q\\\\\"uote\": \"back\\\\\\\\slash\", \"\": \"line\\\\nbreak\"}'",
                        "'{\"b\": {\"c\": [1, [2, {\"d\": null}]]}, \"a\": [true, false, null]}'",
                        "JSON_OBJECT('long', REPEAT('x', 70000), 'many', CAST(CONCAT('[', REPEAT('1,', 5000), '1]') AS JSON))",
                        "NULL"));
    }

    private static Stream<TypeCase> times() {
        return Stream.of(
                of(
                        "dates",
                        "d DATE, n DATE NOT NULL",
                        "'1000-01-01', '1000-01-01'",
                        "'9999-12-31', '9999-12-31'",
                        "'0001-01-01', '0001-01-01'",
                        "'0045-06-07', '0045-06-07'",
                        "'1582-10-10', '1582-10-10'",
                        "'1970-01-01', '1970-01-01'",
                        "'2024-02-29', '2024-02-29'",
                        "'0000-00-00', '0000-00-00'",
                        "'2024-00-15', '2024-00-15'",
                        "'2024-05-00', '2024-05-00'",
                        "NULL, '2024-01-01'"),
                of(
                        "spans",
                        "a TIME, b TIME(1), c TIME(2), d TIME(3), e TIME(4), f TIME(5), g TIME(6), n TIME(6) NOT NULL",
                        everywhere("'838:59:59.999999'", 8),
                        everywhere("'-838:59:59.999999'", 8),
                        everywhere("'838:59:58.999999'", 8),
                        everywhere("'-838:59:58.999999'", 8),
                        everywhere("'12:34:56.789012'", 8),
                        everywhere("'-12:34:56.789012'", 8),
                        everywhere("'-00:00:00.500001'", 8),
                        everywhere("'-00:00:00.000001'", 8),
                        everywhere("'-00:59:01.1'", 8),
                        everywhere("'24:00:00'", 8),
                        everywhere("0", 8),
                        everywhere("NULL", 7) + ", 0"),
                of("datetimes", clocks("DATETIME"), moments()),
                of("timestamps", clocks("TIMESTAMP"), moments()));
    }

    private static String clocks(String type) {
        return "a %1$s NULL, b %1$s(1) NULL, c %1$s(2) NULL, d %1$s(3) NULL, e %1$s(4) NULL, f %1$s(5) NULL, g %1$s(6) NULL, n0 %1$s NOT NULL, n3 %1$s(3) NOT NULL, n6 %1$s(6) NOT NULL"
                .formatted(type);
    }

    /** Those that a TIMESTAMP cannot hold become zero dates there. */
    private static String[] moments() {
        return Stream.concat(
                        Stream.of(
                                        "1000-01-01 00:00:00",
                                        "0099-01-01 00:00:00",
                                        "9999-12-31 23:59:59.9",
                                        "1969-12-31 23:59:59.999999",
                                        "1970-01-01 00:00:01",
                                        "1970-01-02 00:00:01",
                                        "2038-01-18 20:14:07.999999",
                                        "2024-02-29 12:34:56.789012",
                                        "2024-03-31 01:59:59.999999",
                                        "2024-03-31 02:30:00",
                                        "2024-03-30 18:30:00.1",
                                        "2024-03-10 02:30:00",
                                        "2024-10-27 02:30:00.000001",
                                        "2024-10-26 17:30:00",
                                        "2024-10-26 18:30:00",
                                        "0000-00-00 00:00:00",
                                        "2024-00-15 01:02:03",
                                        "2024-05-00 01:02:03")
                                .map(moment -> everywhere("'" + moment + "'", 10)),
                        Stream.of(everywhere("NULL", 7) + ", " + everywhere("'2024-01-01 01:01:01.123456'", 3)))
                .toArray(String[]::new);
    }

    private static Stream<TypeCase> others() {
        return Stream.of(
                of(
                        "binaries",
                        "b BINARY(8), v VARBINARY(100), cb VARCHAR(100) CHARACTER SET binary, t TINYBLOB, bl BLOB, m MEDIUMBLOB, l LONGBLOB, b1 BINARY NOT NULL",
                        "x'0102', x'0102', x'0102', x'0102', x'0102', x'0102', x'0102', x'00'",
                        "x'', x'', x'', x'', x'', x'', x'', x''",
                        "x'00', x'00', x'00', x'00', x'00', x'00', x'00', x'00'",
                        "x'FFFE0000', x'FFFE0000', x'FFFE0000', x'FFFE0000', x'FFFE0000', x'FFFE0000', x'FFFE0000', x'FF'",
                        "'\\\\''\"', '\\\\''\"', '\\\\''\"', '\\\\''\"', REPEAT(x'00', 65535), REPEAT(x'FF00', 100000), REPEAT(x'80', 300000), '\\\\'",
                        "x'2020202020202020', '  ', '  ', '  ', '  ', '  ', '  ', ' '",
                        "NULL, NULL, NULL, NULL, NULL, NULL, NULL, x'41'"),
                of(
                        "shapes",
                        "g GEOMETRY, p POINT, l LINESTRING, y POLYGON, mp MULTIPOINT, ml MULTILINESTRING, my MULTIPOLYGON, gc GEOMETRYCOLLECTION, s POINT SRID 4326",
                        """
                        ST_GeomFromText('POINT(1 2)'), ST_GeomFromText('POINT(-0.5 1e300)'), ST_GeomFromText('LINESTRING(0 0, 1 2, 3 4.5)'),
                        ST_GeomFromText('POLYGON((0 0, 0 10, 10 10, 10 0, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))'), ST_GeomFromText('MULTIPOINT(1 2, 3 4)'),
                        ST_GeomFromText('MULTILINESTRING((0 0, 1 1), (2 2, 3 3))'), ST_GeomFromText('MULTIPOLYGON(((0 0, 0 1, 1 1, 0 0)))'),
                        ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1))'), ST_GeomFromText('POINT(52.5 13.4)', 4326)""",
                        "ST_GeomFromText('POLYGON((0 0, 0 1, 1 1, 0 0))', 4326), " + everywhere("NULL", 8)),
                of(
                        "generated",
                        "a INT, v INT AS (a * 2) VIRTUAL, s VARCHAR(20) AS (CONCAT('n', a)) STORED, z INT",
                        "1, DEFAULT, DEFAULT, 3",
                        "NULL, DEFAULT, DEFAULT, NULL"),
                of(
                        "defaults",
                        "a INT DEFAULT 7, b VARCHAR(10) DEFAULT 'x', c DATETIME DEFAULT '2020-01-01 00:00:00', d DECIMAL(5,2) DEFAULT 1.25,"
                                + " e DATE DEFAULT '2020-02-02', f TIMESTAMP NULL DEFAULT '2020-01-01 00:00:00', g BIT(1) DEFAULT b'1',"
                                + " h BIT(8) DEFAULT b'101', i ENUM('a','b') DEFAULT 'a', j YEAR DEFAULT '2000', k BOOL DEFAULT TRUE,"
                                + " l TIME DEFAULT '01:02:03', m DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6), n DOUBLE DEFAULT 1.5,"
                                + " o BINARY(3) DEFAULT 'abc', p BIGINT UNSIGNED DEFAULT 18446744073709551615, q SET('a','b') DEFAULT 'a,b'",
                        everywhere("DEFAULT", 17),
                        everywhere("NULL", 17)),
                of(
                        "firm",
                        "a INT NOT NULL DEFAULT 7, b VARCHAR(10) NOT NULL DEFAULT 'x', c DATETIME(3) NOT NULL DEFAULT '2020-01-01 00:00:00',"
                                + " d DATE NOT NULL DEFAULT '0000-00-00', e DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',"
                                + " f TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,"
                                + " g TIMESTAMP(6) NOT NULL DEFAULT '2020-01-01 00:00:00', h DATE NOT NULL DEFAULT '2020-02-02',"
                                + " i YEAR NOT NULL DEFAULT '2000', j BOOL NOT NULL DEFAULT FALSE",
                        everywhere("DEFAULT", 10),
                        "0, '', '0000-00-00', '0000-00-00', '0000-00-00', '0000-00-00', '0000-00-00', '0000-00-00', '0000', 5"),
                of(
                        "names",
                        "`select` INT, `with space` INT, `quo\"te` INT, `back``tick` INT, `it's` INT, `ünï漢` INT, `MixedCase` INT,"
                                + " `0digit` INT, `a.b` INT, `dash-ed` INT, `per%cent$` INT, `_x` INT, `order` INT,"
                                + " `a_name_of_sixty_three_bytes_which_is_all_that_postgresql_can_ho` INT",
                        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14"));
    }

    private static String everywhere(String value, int columns) {
        return String.join(", ", Collections.nCopies(columns, value));
    }
}
