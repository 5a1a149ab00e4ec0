package dev.freshet.sink.destination.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationSession;
import dev.freshet.sink.destination.QueryResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbQueriesTest {
    @TempDir
    Path directory;

    private DuckDbDestination destination;

    @BeforeEach
    void open() {
        destination = new DuckDbDestination("warehouse", DuckDbDestinationIT.spec(directory.resolve("w.duckdb")));
        try (DestinationSession session = destination.connect()) {
            session.nextOffsets("pipeline", "topic");
        }
    }

    @AfterEach
    void close() {
        destination.close();
    }

    private QueryResult query(String sql) {
        return destination.query(sql, 3, Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "  -- comment\n select 1 ;",
                "FROM _freshet._freshet_offsets",
                "WITH a AS (SELECT 1) FROM a",
                "VALUES (1)",
                "SHOW TABLES",
                "DESCRIBE _freshet._freshet_offsets",
                "SUMMARIZE _freshet._freshet_offsets",
                "EXPLAIN SELECT 1",
                "EXPLAIN ANALYZE SELECT 1"
            })
    void readingIsAllowed(String sql) {
        assertThat(query(sql).columns()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM _freshet._freshet_offsets",
                "INSERT INTO _freshet._freshet_offsets VALUES ('p', 't', 0, 1, now())",
                "INSERT INTO _freshet._freshet_offsets VALUES ('p', 't', 0, 1, now()) RETURNING part",
                "WITH x AS (DELETE FROM _freshet._freshet_offsets RETURNING part) SELECT * FROM x",
                "UPDATE _freshet._freshet_offsets SET part = 1",
                "DROP TABLE _freshet._freshet_offsets",
                "CREATE TABLE t (a INT)",
                "CREATE TEMP TABLE t AS SELECT 1",
                "EXPLAIN ANALYZE DELETE FROM _freshet._freshet_offsets",
                "EXPLAIN EXPLAIN ANALYZE DROP TABLE _freshet._freshet_offsets",
                "SELECT 1; DELETE FROM _freshet._freshet_offsets",
                "SELECT 1; ROLLBACK; DROP TABLE _freshet._freshet_offsets; SELECT 1",
                "EXPLAIN SELECT 1; DROP TABLE _freshet._freshet_offsets",
                "SELECT 1; SELECT 2",
                "COPY (SELECT 1) TO 'out.csv'",
                "ATTACH 'other.duckdb'",
                "EXPORT DATABASE 'out'",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM glob('/etc/*')",
                "SET memory_limit = '10GB'",
                "PRAGMA threads = 8",
                "CHECKPOINT",
                "FORCE CHECKPOINT",
                "LOAD httpfs",
                "INSTALL httpfs",
                "CALL pragma_table_info('x')",
                "BEGIN",
                "SELEC 1",
                "",
                ";"
            })
    void everythingElseIsRejected(String sql) {
        assertThatThrownBy(() -> query(sql)).isInstanceOf(DestinationException.Rejected.class);
        assertThat(query("SELECT count(*) FROM _freshet._freshet_offsets").rows())
                .containsExactly(List.of(0L));
    }

    @Test
    void valuesAreReadyForJson() {
        assertThat(query("SELECT 9223372036854775807, 123456789012345678901234567890.12::DECIMAL(38,2), "
                                + "18446744073709551615::UBIGINT, 170141183460469231731687303715884105727::HUGEINT, "
                                + "1.5::DOUBLE, 'nan'::DOUBLE, true, NULL, 'x', '\\x01\\xFF'::BLOB, DATE '2024-02-29', "
                                + "TIMESTAMP '2024-02-29 12:00:00.5', TIMESTAMPTZ '2024-02-29 12:00:00+02', TIME '01:02:03', "
                                + "INTERVAL '3 days', [1, 2], {'a': 1}, '{\"a\": 1}'::JSON, 1::UTINYINT")
                        .rows()
                        .get(0))
                .isEqualTo(Arrays.asList(
                        Long.MAX_VALUE,
                        new BigDecimal("123456789012345678901234567890.12"),
                        new BigInteger("18446744073709551615"),
                        new BigInteger("170141183460469231731687303715884105727"),
                        1.5,
                        "NaN",
                        true,
                        null,
                        "x",
                        "Af8=",
                        "2024-02-29",
                        "2024-02-29T12:00:00.500",
                        "2024-02-29T10:00Z",
                        "01:02:03",
                        "3 days",
                        "[1, 2]",
                        "{'a': 1}",
                        "{\"a\": 1}",
                        1L));
    }

    @Test
    void rowsAreLimited() {
        QueryResult result = query("SELECT * FROM range(10)");
        assertThat(result.rows()).hasSize(3);
        assertThat(result.truncated()).isTrue();
        assertThat(query("SELECT * FROM range(3)").truncated()).isFalse();
        assertThat(result.columns()).containsExactly(new QueryResult.Column("range", "BIGINT"));
    }

    @Test
    void aQueryThatTakesTooLongIsStopped() {
        assertThatThrownBy(() -> destination.query(
                        "SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE (a.range * b.range) % 7 = 3",
                        1, Duration.ofSeconds(1)))
                .isInstanceOf(DestinationException.Rejected.class)
                .hasMessageContaining("longer");
    }
}
