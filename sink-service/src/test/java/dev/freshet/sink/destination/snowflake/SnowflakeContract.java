package dev.freshet.sink.destination.snowflake;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.ColumnType;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.NamedKeyContract;
import dev.freshet.sink.destination.Target;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the loopback server, through the real driver. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SnowflakeContract extends NamedKeyContract {
    private static final String SPAN = "span ";

    private final SnowflakeNames names;
    Loopback loopback;
    DestinationSpec spec;
    SnowflakeDestination destination;

    SnowflakeContract(boolean preserve) {
        names = new SnowflakeNames(preserve);
    }

    @BeforeAll
    void start(@TempDir Path stages) {
        loopback = new Loopback(stages);
        spec = loopback.spec("upper");
        destination = loopback.destination(names.preserve() ? "preserve" : "upper");
    }

    @AfterAll
    void stop() {
        destination.close();
        loopback.close();
    }

    @Override
    protected Destination destination() {
        return destination;
    }

    @Override
    protected String quote(String name) {
        return SnowflakeNames.quote(names.folded(name));
    }

    @Override
    protected List<String> select(TableName table, List<String> expressions) {
        return loopback.server.query(selectSql(table, expressions)).rows().stream()
                .map(row -> row.stream().map(SnowflakeContract::text).collect(Collectors.joining("|")))
                .sorted()
                .toList();
    }

    final String selectSql(TableName table, List<String> expressions) {
        return expressions.stream().map(e -> "(" + e + ")::VARCHAR").collect(Collectors.joining(", ", "SELECT ", ""))
                + " FROM " + quote(table.schema()) + "." + quote(table.table());
    }

    static String text(@org.jspecify.annotations.Nullable String cell) {
        return cell != null && cell.startsWith(SPAN)
                ? String.valueOf(micros(cell.substring(SPAN.length())))
                : String.valueOf(cell);
    }

    private static long micros(String span) {
        String[] parts = span.replace("-", "").split("[:.]");
        long micros =
                ((Long.parseLong(parts[0]) * 60 + Long.parseLong(parts[1])) * 60 + Long.parseLong(parts[2])) * 1_000_000
                        + Long.parseLong(parts[3]);
        return span.startsWith("-") ? -micros : micros;
    }

    @Override
    protected String canonical(ColumnType type, String column) {
        return switch (type) {
            case ColumnType.Bytes b -> "LOWER(HEX_ENCODE(" + column + "))";
            case ColumnType.Time t -> "'" + SPAN + "' || " + column;
            case ColumnType.Timestamp t -> "DATE_PART(EPOCH_MICROSECOND, " + column + ")";
            case ColumnType.Instant i -> "DATE_PART(EPOCH_MICROSECOND, " + column + ")";
            case ColumnType t -> Objects.requireNonNull(column);
        };
    }

    @Override
    protected List<List<String>> copy(Target target, TableChange.WidenColumn change) {
        return new SnowflakeAlter(new SnowflakeDialect(names))
                .of(target, change).stream().map(List::of).toList();
    }

    private SnowflakeLogin login() {
        return new SnowflakeLogin("test", spec, text -> loopback == null ? text : loopback.secret(text));
    }

    @Override
    protected void run(List<String> statements) {
        try (Connection connection = login().open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
