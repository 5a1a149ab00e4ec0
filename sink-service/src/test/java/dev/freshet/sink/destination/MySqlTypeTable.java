package dev.freshet.sink.destination;

import dev.freshet.schema.ColumnType;
import dev.freshet.schema.ColumnType.Bool;
import dev.freshet.schema.ColumnType.Bytes;
import dev.freshet.schema.ColumnType.Decimal;
import dev.freshet.schema.ColumnType.Instant;
import dev.freshet.schema.ColumnType.Int;
import dev.freshet.schema.ColumnType.Json;
import dev.freshet.schema.ColumnType.Real;
import dev.freshet.schema.ColumnType.Text;
import dev.freshet.schema.ColumnType.Time;
import dev.freshet.schema.ColumnType.Timestamp;
import java.util.List;

/** Which column type each MySQL type becomes; the acceptance suite of types proves the values. */
final class MySqlTypeTable {
    record Line(String mysql, ColumnType type, String note) {}

    static final List<Line> LINES = List.of(
            new Line("TINYINT, also unsigned; SMALLINT", new Int(16), ""),
            new Line("BOOL, TINYINT(1)", new Int(16), "a number, since it may hold more than 0 and 1"),
            new Line("SMALLINT UNSIGNED; MEDIUMINT, also unsigned; INT", new Int(32), ""),
            new Line("INT UNSIGNED, BIGINT", new Int(64), ""),
            new Line("BIGINT UNSIGNED", new Decimal(20, 0), ""),
            new Line("DECIMAL(12,2)", new Decimal(12, 2), ""),
            new Line("DECIMAL(65,30)", new Decimal(65, 30), ""),
            new Line("FLOAT", new Real(32), ""),
            new Line("FLOAT(12,2)", new Real(64), "the single precision number, widened"),
            new Line("DOUBLE, REAL", new Real(64), ""),
            new Line("BIT(1)", new Bool(), ""),
            new Line("BIT(2) to BIT(64)", new Bytes(), "the lowest byte first"),
            new Line(
                    "CHAR, VARCHAR, TINYTEXT to LONGTEXT",
                    new Text(),
                    "of any character set (a snapshot reads the full-width backslash of sjis as \\\\); the spaces at the end of a CHAR are none, as in MySQL"),
            new Line("CHAR, VARCHAR, TEXT of the character set binary", new Bytes(), ""),
            new Line("ENUM", new Text(), "a value that MySQL refused in its lax mode is the empty text"),
            new Line("SET", new Text(), "its members with commas between them"),
            new Line(
                    "JSON",
                    new Json(),
                    "a NOT NULL document that was never written is null; dates and times in it are texts, as MySQL prints them"),
            new Line("BINARY, VARBINARY, TINYBLOB to LONGBLOB", new Bytes(), "BINARY with the zeros that fill it"),
            new Line(
                    "DATE",
                    new ColumnType.Date(),
                    "a date that lacks a year, a month or a day is NULL, also of a NOT NULL column"),
            new Line("TIME(0) to TIME(6)", new Time(), ""),
            new Line("DATETIME(0) to DATETIME(6)", new Timestamp(), "as for DATE"),
            new Line(
                    "TIMESTAMP(0) to TIMESTAMP(6)",
                    new Instant(),
                    "the moment, in whatever zone server, writer and services are; zero is NULL"),
            new Line("YEAR", new Int(32), "0000 is 0"),
            new Line(
                    "GEOMETRY and its kinds",
                    new Bytes(),
                    "well-known binary, longitude before latitude; the reference system (SRID) is not kept"));

    private MySqlTypeTable() {}
}
