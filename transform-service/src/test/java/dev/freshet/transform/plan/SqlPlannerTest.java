package dev.freshet.transform.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.avro.OutputColumn;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.transform.eval.Compiler;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlPlannerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM t",
                "SELECT id FROM t AS x WHERE x.n > 3",
                "SELECT t.id, LOWER(name) AS `lower name` FROM t WHERE name LIKE 'a%' OR n IN (1, 2)",
                "SELECT id, CASE WHEN n > 1 THEN 'many' ELSE 'few' END AS how FROM t",
            })
    void whatOneRowAnswersRunsInTheService(String sql) {
        assertThat(SqlPlanner.input(sql, List.of("t"))).isEqualTo("t");
        assertThat(Sql.plan(sql).key()).containsExactly("id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM t JOIN u ON t.id = u.id | a join needs state | 1 | 17",
                "SELECT * FROM t, u | a join needs state | 1 | 16",
                "SELECT COUNT(*) FROM t | COUNT is an aggregate and needs state | 1 | 8",
                "SELECT n, MAX(d) FROM t GROUP BY n | GROUP BY needs state | 1 | 25",
                "SELECT DISTINCT n FROM t | DISTINCT remembers the rows that were there | 1 | 1",
                "SELECT id, ROW_NUMBER() OVER (PARTITION BY n ORDER BY d) FROM t | OVER looks at more than one row | 1 | 12",
                "SELECT * FROM t ORDER BY n | ORDER BY looks at more than one row | 1 | 17",
                "SELECT * FROM t LIMIT 3 | LIMIT looks at more than one row | 1 | 23",
                "SELECT id FROM t UNION ALL SELECT id FROM u | UNION ALL brings several queries together | 1 | 1",
                "SELECT * FROM (SELECT * FROM t) | a query in FROM is read by Flink only | 1 | 16",
                "SELECT id FROM t WHERE n IN (SELECT n FROM u) | a query within the query needs state | 1 | 30",
                "SELECT id, CURRENT_TIMESTAMP FROM t | CURRENT_TIMESTAMP depends on the clock, not on the row | 1 | 12",
                "SELECT id, GEO_HASH(name) FROM t | the service has no function GEO_HASH | 1 | 12",
                "WITH w AS (SELECT 1) SELECT * FROM w | WITH is read by Flink only | 1 | 1",
            })
    void whatNeedsMoreIsFlinksAndTheReasonIsSaid(String sql, String reason, int line, int column) {
        assertThatThrownBy(() -> SqlPlanner.input(sql, List.of("t", "u")))
                .asInstanceOf(InstanceOfAssertFactories.type(NeedsFlinkException.class))
                .satisfies(needs -> {
                    assertThat(needs.reason()).isEqualTo(reason);
                    assertThat(needs.line()).isEqualTo(line);
                    assertThat(needs.column()).isEqualTo(column);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT id, nme FROM t | Column 'nme' not found in any table | 1 | 12",
                "SELECT id FROM t WHERE name > 3 | STRING cannot be compared with INT | 1 | 24",
                "SELECT id, UPPER(n) FROM t | Cannot apply 'UPPER' to arguments of type | 1 | 12",
                "SELECT id, FROM t | Incorrect syntax near the keyword 'FROM' | 1 | 12",
                "SELECT id FROM nowhere | there is no input 'nowhere' | 1 | 16",
                "INSERT INTO t VALUES (1) | this is INSERT, not a SELECT | 1 | 8",
                "SELECT id, n AS id FROM t | two columns of the output are named 'id' | 1 | 12",
                "SELECT name FROM t | the key column 'id' of the input is not in the SELECT list | 1 | 8",
                "SELECT id + 1 AS id FROM t | the key column 'id' of the input is not in the SELECT list | 1 | 8",
                "SELECT id, JSON_VALUE(doc, '$..[') FROM t | is not a JSON path | 1 | 28",
            })
    void whatIsWrongIsSaidWithItsPlace(String sql, String message, int line, int column) {
        assertThatThrownBy(() -> {
                    SqlPlanner.input(sql, List.of("t"));
                    Sql.plan(sql);
                })
                .asInstanceOf(InstanceOfAssertFactories.type(SqlException.class))
                .extracting(SqlException::problem)
                .satisfies(problem -> {
                    assertThat(problem.message()).contains(message);
                    assertThat(problem.mend()).isNotBlank();
                    assertThat(List.of(problem.line(), problem.column())).containsExactly(line, column);
                });
    }

    @Test
    void plainColumnsAreCopiedAndOthersComputed() {
        Plan plan = Sql.plan("SELECT id AS order_id, total, total * 2 AS twice FROM t");
        assertThat(plan.columns())
                .extracting(Plan.PlannedColumn::output)
                .containsExactly(
                        new OutputColumn.Copied("order_id", 0),
                        new OutputColumn.Copied("total", 4),
                        new OutputColumn.Computed("twice", new ColumnType.Decimal(21, 2)));
        assertThat(plan.key()).containsExactly("order_id");
    }

    @Test
    void aStarNamesNoColumn() {
        assertThat(SqlPlanner.reads("SELECT * FROM t WHERE n > 1")).isEqualTo(new SqlPlanner.Reads(Set.of("n"), true));
        assertThat(SqlPlanner.reads("SELECT t.id AS x, LOWER(`name`) FROM t"))
                .isEqualTo(new SqlPlanner.Reads(Set.of("id", "name"), false));
    }

    @Test
    void aDeclaredKeyMustBeTheInputs() {
        assertThat(SqlPlanner.plan("SELECT id, id AS other, n FROM t", "t", Sql.TABLE, List.of(), List.of("other"))
                        .key())
                .containsExactly("other");
        assertThatThrownBy(() -> SqlPlanner.plan("SELECT id, n FROM t", "t", Sql.TABLE, List.of(), List.of("n")))
                .hasMessageContaining("key column");
    }

    @Test
    void aColumnThatOnlyNewerVersionsHaveHoldsItsDefaultAndNoStarBringsIt() {
        TableSchema old = new TableSchema(List.of(new Column("id", new ColumnType.Int(64), false)), List.of("id"));
        Column later = new Column("colour", new ColumnType.Text(), true, "red");
        Plan star = SqlPlanner.plan("SELECT * FROM t WHERE colour = 'red'", "t", old, List.of(later), List.of());
        assertThat(star.columns()).hasSize(1);
        Plan named = SqlPlanner.plan("SELECT id, colour FROM t", "t", old, List.of(later), List.of());
        assertThat(Compiler.compile(named.columns().get(1).expression()).eval(column -> 1L))
                .isEqualTo("red");
    }
}
