package dev.freshet.transform.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlinkQueryTest {
    @Test
    void whatIsGroupedByIsTheKeyUnderItsOutputNames() {
        assertThat(SqlPlanner.flink("SELECT c.region AS r, COUNT(*) FROM o JOIN c ON o.c = c.id GROUP BY c.region")
                        .key())
                .contains(List.of("r"));
        assertThat(SqlPlanner.flink("SELECT a, SUM(b), c FROM t GROUP BY c, a;").key())
                .contains(List.of("c", "a"));
        assertThat(SqlPlanner.flink("WITH w AS (SELECT 1) SELECT a, COUNT(*) FROM t GROUP BY a ORDER BY a LIMIT 3")
                        .key())
                .contains(List.of("a"));
    }

    @Test
    void thatIsNoKeyWhenSomeOfItIsNotSelected() {
        assertThat(SqlPlanner.flink("SELECT a, COUNT(*) FROM t GROUP BY a, b").key())
                .isEmpty();
        assertThat(SqlPlanner.flink("SELECT UPPER(a) FROM t GROUP BY a").key()).isEmpty();
        assertThat(SqlPlanner.flink("SELECT t.a, u.b FROM t JOIN u ON t.a = u.a")
                        .key())
                .isEmpty();
    }

    @Test
    void aStarIsOneInTheSelectListOnly() {
        assertThat(SqlPlanner.flink("SELECT COUNT(*) FROM t").star()).isFalse();
        assertThat(SqlPlanner.flink("SELECT x FROM (SELECT * FROM t) s").star()).isTrue();
        assertThat(SqlPlanner.flink("SELECT t.a, b AS c FROM t WHERE d > 1").names())
                .contains("a", "b", "d");
    }

    @Test
    void distinctRowsAreToldApartByAllColumns() {
        assertThat(SqlPlanner.flink("SELECT DISTINCT a FROM t").distinct()).isTrue();
    }

    @Test
    void whatIsNoQueryIsRefused() {
        assertThatThrownBy(() -> SqlPlanner.flink("DROP TABLE t"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("not a SELECT");
        assertThatThrownBy(() -> SqlPlanner.flink("INSERT INTO t SELECT 1"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("not a SELECT");
    }
}
