package dev.freshet.sink.destination.duckdb;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.ColumnType;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.NamedKeyContract;
import dev.freshet.sink.destination.Target;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class DuckDbDestinationIT extends NamedKeyContract {
    private static DuckDbDestination destination;

    @BeforeAll
    static void open(@TempDir Path directory) {
        destination = new DuckDbDestination("warehouse", spec(directory.resolve("warehouse.duckdb")));
    }

    @AfterAll
    static void close() {
        destination.close();
    }

    static DestinationSpec spec(Path file) {
        return new DestinationSpec("duckdb", file.toString(), null, null, null, null, null, Map.of());
    }

    @Override
    protected Destination destination() {
        return destination;
    }

    @Override
    protected List<String> select(TableName table, List<String> expressions) {
        String sql =
                expressions.stream().map(e -> "(" + e + ")::VARCHAR").collect(Collectors.joining(", ", "SELECT ", ""))
                        + " FROM " + quote(table.schema()) + "." + quote(table.table());
        return destination.query(sql, 1_000_000, Duration.ofSeconds(30)).rows().stream()
                .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining("|")))
                .sorted()
                .toList();
    }

    @Override
    protected String canonical(ColumnType type, String column) {
        return switch (type) {
            case ColumnType.Bytes b -> "lower(hex(" + column + "))";
            case ColumnType.Time t -> "(epoch(" + column + ") * 1000000)::BIGINT";
            case ColumnType.Timestamp t -> "epoch_us(" + column + ")";
            case ColumnType.Instant i -> "epoch_us(" + column + ")";
            case ColumnType t -> Objects.requireNonNull(column);
        };
    }

    @Override
    protected List<List<String>> copy(Target target, TableChange.WidenColumn change) {
        return DuckDbAlter.of(target, change);
    }

    @Override
    protected void run(List<String> statements) {
        try (DuckDBConnection connection = destination.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("COMMIT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
