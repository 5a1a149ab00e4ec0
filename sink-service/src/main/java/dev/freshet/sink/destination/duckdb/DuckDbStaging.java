package dev.freshet.sink.destination.duckdb;

import dev.freshet.event.Operation;
import dev.freshet.schema.Unavailable;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Target;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The bulk path: rows of a batch into a temporary table through the Appender, then a few statements for all of it ({@link DuckDbMerge}). Within the caller's transaction. */
final class DuckDbStaging {
    private final DuckDBConnection connection;

    DuckDbStaging(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** Stages all portions, then applies them. {@code covers}: the target has no column that the schema lacks. */
    void apply(Target target, List<Portion> portions, boolean covers) throws SQLException {
        if (portions.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(DuckDbDialect.createStaging(target));
            append(target, portions);
            for (String sql : DuckDbMerge.apply(target, portions, covers)) {
                statement.execute(sql);
            }
            statement.execute(DuckDbDialect.dropStaging());
        }
    }

    private void append(Target target, List<Portion> portions) throws SQLException {
        DuckDbTypes.Writer[] writers = target.columns().stream()
                .map(column -> DuckDbTypes.writer(column.type()))
                .toArray(DuckDbTypes.Writer[]::new);
        List<MetadataColumn> metadata = target.stagedMetadata();
        try (DuckDBAppender appender = connection.createAppender("temp", "main", DuckDbDialect.STAGING)) {
            for (int number = 0; number < portions.size(); number++) {
                Portion portion = portions.get(number);
                for (SinkRow row : portion.rows()) {
                    appender.beginRow();
                    appender.append((short) number);
                    append(target, portion, writers, row, appender);
                    for (MetadataColumn column : metadata) {
                        append(column, row, appender);
                    }
                    appender.endRow();
                }
            }
        }
    }

    private static void append(
            Target target, Portion portion, DuckDbTypes.Writer[] writers, SinkRow row, DuckDBAppender appender)
            throws SQLException {
        @Nullable Object[] values = row.change().values();
        for (int i = 0; i < writers.length; i++) {
            Object value = portion.carries(i) && i < values.length ? values[i] : null;
            if (value == null || value == Unavailable.VALUE) {
                appender.appendNull();
            } else {
                append(target, i, writers[i], appender, value);
            }
        }
    }

    private static void append(
            Target target, int column, DuckDbTypes.Writer writer, DuckDBAppender appender, Object value)
            throws SQLException {
        try {
            writer.append(appender, value);
        } catch (ClassCastException e) {
            throw new DestinationException.Rejected(
                    "column '" + target.columns().get(column).name() + "' of " + target.table()
                            + " holds a value that is not of its type",
                    "the record contradicts its own schema: look at it",
                    e);
        }
    }

    private static void append(MetadataColumn column, SinkRow row, DuckDBAppender appender) throws SQLException {
        switch (column) {
            case POSITION -> appender.append(row.stamp().position().text());
            case COMMITTED_AT -> appender.appendEpochMicros(row.stamp().committedMicros());
            case DELETED -> appender.append(row.change().operation() == Operation.DELETE);
            case ROWS -> appender.append(row.more());
            case OPERATION -> appender.append(row.change().operation().code());
            case APPLIED_AT -> throw new IllegalArgumentException("said by the destination itself");
        }
    }
}
