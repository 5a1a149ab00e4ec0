package dev.freshet.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the loopback server refuses and what it does, as Snowflake does. */
class EngineTest {
    private long now;
    private Engine engine;
    private Warehouse warehouse;
    private EngineSession session;

    @TempDir
    private Path stages;

    @BeforeEach
    void open() {
        engine = new Engine("DB", stages);
        warehouse = new Warehouse("WH", Duration.ofSeconds(60), () -> now);
        engine.add(warehouse);
        session = session(true);
        run("CREATE TABLE t (id NUMBER(5,0) NOT NULL PRIMARY KEY, name VARCHAR(5), price NUMBER(6,2))");
    }

    @AfterEach
    void close() {
        session.close();
        engine.close();
    }

    private EngineSession session(boolean mayCreate) {
        EngineSession other = engine.open(new Identity("U", "R", mayCreate, "WH", "PUBLIC"));
        other.set(Map.of("TRANSACTION_ABORT_ON_ERROR", "true", "LOCK_TIMEOUT", "1", "TIMEZONE", "UTC"));
        return other;
    }

    private Result run(String sql) {
        return session.execute(sql, List.of());
    }

    private List<List<@Nullable String>> rows(String sql) {
        return run(sql).rows();
    }

    private void refused(String code, String sql) {
        assertThatThrownBy(() -> run(sql))
                .as(sql)
                .isInstanceOf(SnowflakeException.class)
                .satisfies(e -> assertThat(((SnowflakeException) e).code()).isEqualTo(code));
    }

    @Test
    void typesChangeInPlaceOnlyWhereSnowflakeLetsThem() {
        run("ALTER TABLE t ALTER COLUMN id SET DATA TYPE NUMBER(10,0)");
        run("ALTER TABLE t ALTER COLUMN name SET DATA TYPE VARCHAR(50)");
        refused("002108", "ALTER TABLE t ALTER COLUMN id SET DATA TYPE VARCHAR(50)");
        refused("002108", "ALTER TABLE t ALTER COLUMN name SET DATA TYPE VARCHAR(10)");
        refused("040052", "ALTER TABLE t ALTER COLUMN price SET DATA TYPE NUMBER(10,3)");
        assertThat(rows("DESCRIBE TABLE t"))
                .extracting(row -> row.get(1))
                .containsExactly("NUMBER(10,0)", "VARCHAR(50)", "NUMBER(6,2)");
    }

    @Test
    void anotherTableIsMadeLikeOneOrWithItsRows() {
        run("INSERT INTO t VALUES (1, 'a', 1)");
        run("ALTER TABLE t ALTER COLUMN name COMMENT 'as at the source'");
        run("CREATE TABLE empty LIKE t COPY GRANTS");
        refused("002002", "CREATE TABLE empty LIKE t");
        assertThat(rows("SELECT * FROM empty")).isEmpty();
        assertThat(rows("DESCRIBE TABLE empty")).isEqualTo(rows("DESCRIBE TABLE t"));
        run("INSERT INTO empty VALUES (7, 'b', 2)");
        run("CREATE OR REPLACE TABLE t CLONE empty COPY GRANTS");
        assertThat(rows("SELECT id FROM t")).isEqualTo(List.of(List.of("7")));
        run("DROP TABLE empty");
        assertThat(rows("SELECT id FROM t")).hasSize(1);
        refused("002003", "CREATE OR REPLACE TABLE t CLONE empty");
        assertThat(rows("SELECT id FROM t")).hasSize(1);
    }

    @Test
    void aUserSeesAndEndsItsOwnTransactions() {
        EngineSession other = session(true);
        EngineSession foreign = engine.open(new Identity("V", "R", true, "WH", "PUBLIC"));
        other.execute("BEGIN NAME abc", List.of());
        other.execute("UPDATE t SET name = 'x'", List.of());
        foreign.execute("BEGIN", List.of());
        List<List<@Nullable String>> seen = rows("SHOW TRANSACTIONS");
        assertThat(seen).extracting(row -> row.get(3)).containsExactly("ABC");
        String id = String.valueOf(seen.getFirst().getFirst());
        run("SELECT SYSTEM$ABORT_TRANSACTION(" + id + ")");
        assertThat(rows("SHOW TRANSACTIONS")).isEmpty();
        run("UPDATE t SET name = 'y'");
        assertThat(other.execute("SELECT CURRENT_TRANSACTION()", List.of())
                        .rows()
                        .getFirst())
                .containsOnlyNulls();
        String others = String.valueOf(foreign.execute("SHOW TRANSACTIONS", List.of())
                .rows()
                .getFirst()
                .getFirst());
        refused("003001", "SELECT SYSTEM$ABORT_TRANSACTION(" + others + ")");
        other.close();
        foreign.close();
    }

    @Test
    void theGreatestIsNullWhenOneOfThemIs() {
        assertThat(rows("SELECT COALESCE(GREATEST(NULL, 1), 7), GREATEST(2, 3), LEAST(2, 3)"))
                .isEqualTo(List.of(List.of("7", "3", "2")));
    }

    @Test
    void lengthsAndDigitsAreKept() {
        refused("100078", "INSERT INTO t VALUES (1, 'longer than five', 1)");
        refused("100038", "INSERT INTO t VALUES (123456, 'a', 1)");
        refused("100072", "INSERT INTO t VALUES (NULL, 'a', 1)");
        assertThat(rows("SELECT COUNT(*) FROM t")).containsExactly(List.of("0"));
    }

    @Test
    void namesWithoutQuotesAreInUpperCase() {
        run("CREATE TABLE \"quoted\" (\"Mixed\" INT)");
        assertThat(rows("SHOW TABLES IN SCHEMA PUBLIC"))
                .extracting(row -> row.get(1))
                .containsExactly("T", "quoted");
        assertThat(run("SELECT id AS one, \"NAME\" AS \"two\" FROM Db.Public.T").columns())
                .extracting(Result.Column::name)
                .containsExactly("ONE", "two");
    }

    @Test
    void definitionsCommitWhatIsOpen() {
        run("BEGIN");
        run("INSERT INTO t VALUES (1, 'a', 1)");
        run("CREATE TABLE other (n INT)");
        run("ROLLBACK");
        assertThat(rows("SELECT COUNT(*) FROM t")).containsExactly(List.of("1"));
    }

    @Test
    void aFailedStatementAbortsTheTransaction() {
        run("BEGIN");
        run("INSERT INTO t VALUES (1, 'a', 1)");
        refused("100038", "INSERT INTO t VALUES (123456, 'a', 1)");
        refused("000090", "INSERT INTO t VALUES (2, 'a', 1)");
        run("ROLLBACK");
        assertThat(rows("SELECT COUNT(*) FROM t")).containsExactly(List.of("0"));
    }

    @Test
    void twoSourceRowsForOneTargetRowAreRefused() {
        run("INSERT INTO t VALUES (1, 'a', 1)");
        refused(
                "100090",
                "MERGE INTO t AS x USING (SELECT * FROM (VALUES (1, 'b'), (1, 'c')) AS v (k, n)) AS s ON x.id = s.k"
                        + " WHEN MATCHED THEN UPDATE SET name = s.n");
    }

    @Test
    void aTransactionHoldsItsTablesUntilItEnds() {
        run("INSERT INTO t VALUES (1, 'a', 1)");
        run("BEGIN");
        run("UPDATE t SET name = 'b' WHERE id = 1");
        try (EngineSession other = session(true)) {
            assertThatThrownBy(() -> other.execute("DELETE FROM t", List.of())).hasMessageContaining("lock");
            run("COMMIT");
            other.execute("UPDATE t SET name = name || 'c' WHERE name = 'b'", List.of());
        }
        assertThat(rows("SELECT name FROM t")).containsExactly(List.of("bc"));
    }

    @Test
    void aDefaultThatCameWithAColumnStays() {
        run("ALTER TABLE t ADD COLUMN c NUMBER(3,0) DEFAULT 7");
        refused("001447", "ALTER TABLE t ALTER COLUMN c DROP DEFAULT");
        refused("002199", "ALTER TABLE t ADD COLUMN d BINARY DEFAULT TO_BINARY('00', 'HEX')");
    }

    @Test
    void whatIsNotKnownIsNamed() {
        assertThatThrownBy(() -> run("GRANT OWNERSHIP ON t TO x")).hasMessageContaining("GRANT OWNERSHIP ON t TO x");
        assertThatThrownBy(() -> run("SELECT SOUNDEX(name) FROM t")).hasMessageContaining("SOUNDEX");
        assertThatThrownBy(() -> run("CREATE TABLE u (a TIMESTAMP)")).hasMessageContaining("TIMESTAMP");
        refused("002003", "SELECT * FROM nowhere");
        refused("002003", "SELECT * FROM other_db.public.t");
    }

    @Test
    void aFileIsLoadedOnceUnlessForced() throws IOException {
        run("CREATE STAGE s");
        Path folder = engine.stageFolder(new dev.freshet.local.snowflake.sql.Statement.StagePath(
                new dev.freshet.local.snowflake.sql.ObjectName("PUBLIC", "S"), "in"));
        Files.writeString(folder.resolve("a.csv"), "1,\"x\",2.5\n2,,\n3,\"\",0\n");
        String copy = "COPY INTO t FROM @s/in/ FILES = ('a.csv') FILE_FORMAT = (TYPE = CSV"
                + " FIELD_OPTIONALLY_ENCLOSED_BY = '\"' NULL_IF = ())";
        assertThat(rows(copy))
                .singleElement()
                .satisfies(row -> assertThat(row.get(3)).isEqualTo("3"));
        assertThat(rows(copy).getFirst().getFirst()).contains("0 files processed");
        rows(copy + " FORCE = TRUE");
        assertThat(rows("SELECT id, name, price FROM t WHERE id < 4 ORDER BY id, name LIMIT 2"))
                .containsExactly(List.of("1", "x", "2.50"), List.of("1", "x", "2.50"));
        assertThat(rows("SELECT COUNT(*), COUNT(name), COUNT(price) FROM t")).containsExactly(List.of("6", "4", "4"));
        refused("091016", "COPY INTO t FROM @s/in/ FILES = ('gone.csv')");
    }

    @Test
    void aRoleThatMayNotCreateIsToldSo() {
        try (EngineSession reader = session(false)) {
            assertThatThrownBy(() -> reader.execute("CREATE SCHEMA x", List.of()))
                    .satisfies(e -> assertThat(((SnowflakeException) e).code()).isEqualTo("003001"));
        }
    }

    @Test
    void aWarehouseIsBilledAMinuteAtLeastEachTimeThatItWakes() {
        rows("SELECT COUNT(*) FROM t");
        long second = 1_000_000_000L;
        now += 30 * second;
        rows("SELECT COUNT(*) FROM t");
        now += 500 * second;
        assertThat(warehouse.billedSeconds()).isEqualTo(90);
        rows("SELECT COUNT(*) FROM t");
        rows("SELECT CURRENT_ROLE()");
        rows("DESCRIBE TABLE t");
        assertThat(warehouse.resumes()).isEqualTo(2);
        assertThat(warehouse.statements()).isEqualTo(3);
        assertThat(warehouse.billedSeconds()).isEqualTo(150);
    }
}
