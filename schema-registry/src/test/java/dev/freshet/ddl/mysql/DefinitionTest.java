package dev.freshet.ddl.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionTest {
    @Test
    void typesAreThoseOfTheTypesDocument() {
        type(new ColumnType.Int(16), "TINYINT", "TINYINT UNSIGNED", "TINYINT(1)", "BOOL", "BOOLEAN", "SMALLINT");
        type(new ColumnType.Int(32), "SMALLINT UNSIGNED", "MEDIUMINT", "MEDIUMINT UNSIGNED", "INT", "INTEGER", "YEAR");
        type(new ColumnType.Int(64), "INT UNSIGNED", "INT(10) ZEROFILL", "BIGINT", "bigint(20)");
        type(new ColumnType.Decimal(20, 0), "BIGINT UNSIGNED", "SERIAL");
        type(new ColumnType.Decimal(12, 2), "DECIMAL(12,2)", "NUMERIC(12, 2)", "DEC(12,2) UNSIGNED");
        type(new ColumnType.Decimal(10, 0), "DECIMAL", "DECIMAL(10)");
        type(new ColumnType.Real(32), "FLOAT", "FLOAT(7,3)", "FLOAT(24)");
        type(new ColumnType.Real(64), "DOUBLE", "DOUBLE PRECISION", "REAL", "FLOAT(25)");
        type(new ColumnType.Bool(), "BIT", "BIT(1)");
        type(new ColumnType.Bytes(), "BIT(2)", "BINARY(4)", "VARBINARY(9)", "BLOB", "LONGBLOB", "POINT", "GEOMETRY");
        type(new ColumnType.Bytes(), "VARCHAR(9) CHARACTER SET binary", "TEXT CHARSET binary");
        type(new ColumnType.Text(), "CHAR(3)", "VARCHAR(9)", "TEXT", "LONGTEXT", "ENUM('a','b')", "SET('a')");
        type(new ColumnType.Text(), "VARCHAR(9) CHARACTER SET latin1 COLLATE latin1_bin", "NATIONAL VARCHAR(9)");
        type(new ColumnType.Json(), "JSON");
        type(new ColumnType.Date(), "DATE");
        type(new ColumnType.Time(), "TIME", "TIME(6)");
        type(new ColumnType.Timestamp(), "DATETIME", "DATETIME(6)");
        type(new ColumnType.Instant(), "TIMESTAMP", "TIMESTAMP(3)");
    }

    @Test
    void rowsThatAreThereHoldTheConstantDefaultOrTheEmptyValue() {
        assertThat(column("ADD c INT NOT NULL DEFAULT 7")).isEqualTo(new Column("c", new ColumnType.Int(32), false, 7));
        assertThat(column("ADD c BIGINT NOT NULL").initial()).isEqualTo(0L);
        assertThat(column("ADD c DECIMAL(5,2) DEFAULT '1.5'").initial()).isEqualTo(new BigDecimal("1.50"));
        assertThat(column("ADD c VARCHAR(9) DEFAULT 'it''s'").initial()).isEqualTo("it's");
        assertThat(column("ADD c VARCHAR(9) NOT NULL").initial()).isEqualTo("");
        assertThat(column("ADD c VARCHAR(9)").initial()).isNull();
        assertThat(column("ADD c DATE DEFAULT '1970-01-03'").initial()).isEqualTo(2);
        assertThat(column("ADD c INT DEFAULT (rand())").initial()).isNull();
        assertThat(column("ADD c ENUM('x','y') NOT NULL").initial()).isEqualTo("x");
        assertThat(column("ADD c JSON NOT NULL").initial()).isEqualTo("null");
        assertThat(column("ADD c BIT(1) NOT NULL DEFAULT b'1'").initial()).isEqualTo(true);
        assertThat(column("ADD c INT DEFAULT 0x1F").initial()).isEqualTo(31);
        assertThat(column("MODIFY c INT NOT NULL DEFAULT 7").initial()).isNull();
    }

    @Test
    void defaultsOfTimesAreReadToTheirDigits() {
        assertThat(column("ADD c DATETIME DEFAULT '1970-01-02 00:00:01.6'").initial())
                .isEqualTo(86_402_000_000L);
        assertThat(column("ADD c DATETIME(3) DEFAULT '1970-01-01 00:00:00.0126'")
                        .initial())
                .isEqualTo(13_000L);
        assertThat(column("ADD c DATETIME DEFAULT '1970-01-02'").initial()).isEqualTo(86_400_000_000L);
        assertThat(column("ADD c TIMESTAMP(6) NOT NULL DEFAULT '1970-01-01 00:01:00.000001'")
                        .initial())
                .isEqualTo(60_000_001L);
        assertThat(column("ADD c TIME DEFAULT '-838:59:59'").initial()).isEqualTo(-3_020_399_000_000L);
        assertThat(column("ADD c TIME(2) DEFAULT '01:02:03.456'").initial()).isEqualTo(3_723_460_000L);
        assertThat(column("ADD c TIME NOT NULL").initial()).isEqualTo(0L);
        assertThat(column("ADD c DATETIME DEFAULT '0000-00-00 00:00:00'").initial())
                .isNull();
        assertThat(column("ADD c DATETIME DEFAULT CURRENT_TIMESTAMP").initial()).isNull();
        assertThat(column("ADD c DATETIME NOT NULL").initial()).isNull();
    }

    @Test
    void defaultsOfBytesAreTextHexadecimalOrBits() {
        assertThat(column("ADD c VARBINARY(9) DEFAULT 'ab'").initial()).isEqualTo(new byte[] {'a', 'b'});
        assertThat(column("ADD c BINARY(4) DEFAULT 'ab'").initial()).isEqualTo(new byte[] {'a', 'b', 0, 0});
        assertThat(column("ADD c VARBINARY(9) DEFAULT x'00FF'").initial()).isEqualTo(new byte[] {0, -1});
        assertThat(column("ADD c VARBINARY(9) DEFAULT 0xABC").initial()).isEqualTo(new byte[] {0x0A, (byte) 0xBC});
        assertThat(column("ADD c BIT(12) DEFAULT b'100000001'").initial()).isEqualTo(new byte[] {1, 1});
        assertThat(column("ADD c BIT(20) NOT NULL DEFAULT b'1'").initial()).isEqualTo(new byte[] {1, 0, 0});
        assertThat(column("ADD c BLOB NOT NULL").initial()).isEqualTo(new byte[0]);
    }

    @Test
    void theKeyIsWhatTheStatementSaysOfIt() {
        assertThat(alter("ADD c INT").key()).isNull();
        assertThat(alter("DROP PRIMARY KEY").key()).isEmpty();
        assertThat(alter("DROP PRIMARY KEY, ADD PRIMARY KEY (a, `b`)").key()).containsExactly("a", "b");
        assertThat(alter("ADD PRIMARY KEY (a), DROP PRIMARY KEY").key()).containsExactly("a");
        assertThat(alter("ADD c INT PRIMARY KEY").key()).containsExactly("c");
        assertThat(alter("ADD UNIQUE KEY u (a)").key()).isNull();
    }

    @Test
    void whatTheGrammarCannotReadIsToldWithItsPlace() {
        assertThatThrownBy(() -> DdlReader.statement("ALTER TABLE items\nADD COLUMN ,", "shop"))
                .isInstanceOf(UnreadableStatementException.class)
                .hasMessageContaining("line 2");
        assertThat(DdlReader.statement("SELECT 1", "shop").changes()).isEmpty();
    }

    private static void type(ColumnType expected, String... types) {
        for (String type : types) {
            assertThat(column("ADD c " + type).type()).as(type).isEqualTo(expected);
        }
    }

    private static Column column(String clause) {
        return alter(clause).columns().getFirst();
    }

    private static Definition alter(String clauses) {
        List<Definition> all =
                DdlReader.statement("ALTER TABLE items " + clauses, "shop").definitions();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }
}
