package dev.freshet.transform.plan;

import dev.freshet.event.RowView;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.transform.eval.Compiler;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One table with a column of every type and one row; expressions of SQL over it. */
public final class Sql {
    /** 2026-02-28T23:59:59.123456. */
    public static final long MOMENT = 1_772_323_199_123_456L;

    private static final Object[][] COLUMNS = {
        {"id", new ColumnType.Int(64), 5L},
        {"small", new ColumnType.Int(16), 7},
        {"n", new ColumnType.Int(32), -3},
        {"big", new ColumnType.Int(64), Long.MAX_VALUE},
        {"total", new ColumnType.Decimal(10, 2), new BigDecimal("129.95")},
        {"huge", new ColumnType.Decimal(65, 2), new BigDecimal("12345678901234567890123456789012345678901.25")},
        {"f", new ColumnType.Real(32), 0.5f},
        {"d", new ColumnType.Real(64), 2.25},
        {"name", new ColumnType.Text(), "Zwölf 🦆 Ducks"},
        {"mail", new ColumnType.Text(), "Ann.Lee@Example.com"},
        {"bare", new ColumnType.Text(), ""},
        {"doc", new ColumnType.Json(), "{\"a\": {\"b\": [1, \"two\", null, true]}, \"n\": 12.5}"},
        {"bin", new ColumnType.Bytes(), "abc".getBytes(StandardCharsets.UTF_8)},
        {"flag", new ColumnType.Bool(), true},
        {"due", new ColumnType.Date(), 20_512},
        {"made", new ColumnType.Timestamp(), MOMENT},
        {"seen", new ColumnType.Instant(), MOMENT},
        {"span", new ColumnType.Time(), 90_000_000_000L},
        {"nothing", new ColumnType.Text(), null},
        {"no_number", new ColumnType.Int(32), null},
        {"no_flag", new ColumnType.Bool(), null},
    };

    public static final TableSchema TABLE = new TableSchema(
            java.util.Arrays.stream(COLUMNS)
                    .map(column -> new Column((String) column[0], (ColumnType) column[1], true))
                    .toList(),
            List.of("id"));
    public static final RowView ROW = column -> COLUMNS[column][2];

    private Sql() {}

    public static Plan plan(String sql) {
        return SqlPlanner.plan(sql, "t", TABLE, List.of(), List.of());
    }

    /** The value of an expression over the row. */
    public static @Nullable Object value(String expression) {
        return value(expression, ROW);
    }

    public static @Nullable Object value(String expression, RowView row) {
        Plan plan = plan("SELECT id, " + expression + " AS x FROM t");
        return Compiler.compile(plan.columns().get(1).expression()).eval(row);
    }

    public static String type(String expression) {
        return plan("SELECT id, " + expression + " AS x FROM t")
                .columns()
                .get(1)
                .type()
                .toString();
    }
}
