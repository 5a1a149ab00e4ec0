package dev.freshet.sink.destination.snowflake;

import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.AlterProgress;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationSession;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** One connection, used by one thread; uploads have threads of their own. */
final class SnowflakeSession implements DestinationSession {
    private static final Logger LOG = Logger.getLogger(SnowflakeSession.class);

    private final Connection connection;
    private final SnowflakeDialect dialect;
    private final SnowflakeMerge merge;
    private final Function<String, CostMeter> meters;
    private final SnowflakeDefinitions definitions;
    private final ExecutorService uploads = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().daemon().name("upload-", 0).factory());
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final Map<TableName, Known> tables = new HashMap<>();
    /** Tables that this session has written or knows to hold rows. */
    private final Set<TableName> filled = new HashSet<>();

    /** @param columns with Freshet's own */
    private record Known(Set<String> columns, StoredTable stored) {}

    private boolean prepared;
    private long flushes;

    /** @param meters by pipeline */
    SnowflakeSession(Connection connection, SnowflakeDialect dialect, Function<String, CostMeter> meters) {
        this.meters = meters;
        this.connection = connection;
        this.dialect = dialect;
        this.merge = new SnowflakeMerge(dialect.names());
        this.definitions = new SnowflakeDefinitions(connection, dialect);
    }

    @Override
    public Map<Integer, Long> nextOffsets(String pipeline, String topic) {
        return doing("reading the offsets of " + topic, () -> {
            prepare();
            definitions.execute(SnowflakeDialect.createControl(topic));
            // what a session that was killed has left of this topic; whoever still writes it is fenced
            forget(home(pipeline, topic));
            return offsets(pipeline, topic);
        });
    }

    private void prepare() throws SQLException {
        if (!prepared) {
            definitions.execute(SnowflakeDialect.CREATE_SCHEMA);
            definitions.execute(SnowflakeDialect.CREATE_STAGE);
            prepared = true;
        }
    }

    private Map<Integer, Long> offsets(String pipeline, String topic) throws SQLException {
        Map<Integer, Long> offsets = new TreeMap<>();
        long begun = meters.apply(pipeline).now();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SnowflakeDialect.readOffsets(pipeline, topic))) {
            while (rows.next()) {
                offsets.put(rows.getInt(1), rows.getLong(2));
            }
        }
        meters.apply(pipeline).used(begun);
        return offsets;
    }

    @Override
    public Optional<StoredTable> table(TableName table) {
        return doing("reading the columns of " + table, () -> definitions.table(table));
    }

    @Override
    public void evolve(SinkBatch batch, List<TableChange> changes, AlterProgress progress) {
        Target target = checked(batch);
        doing("changing " + target.table(), () -> {
            target.requireSameMode(definitions.columns(target.table()));
            definitions.evolve(target, changes, progress);
            return true;
        });
        tables.remove(target.table());
    }

    /** Names that would fall together are refused before anything is done. */
    private Target checked(SinkBatch batch) {
        Target target = Target.of(batch);
        dialect.names().requireDistinct(target.table(), target.columns());
        if (target.countsRows()) {
            throw new DestinationException.Misconfigured(
                    target.table() + " is kept by a key that the pipeline names, which Snowflake is not written by yet",
                    "remove its entry in keys of the pipeline: the table is appended then; or give it a primary key at the source",
                    null);
        }
        return target;
    }

    @Override
    public void change(SinkBatch batch, List<TableChange> changes) {
        doing("changing " + batch.target(), () -> {
            requireOffsets(batch);
            Target target = new Target(batch.target(), batch.schema(), batch.mode(), batch.deletes());
            definitions.change(batch, target, changes);
            return true;
        });
        tables.remove(batch.target());
        filled.clear();
        write(batch);
    }

    private void requireOffsets(SinkBatch batch) throws SQLException {
        Map<Integer, Long> stored = offsets(batch.pipeline(), batch.topic());
        batch.offsets().forEach((partition, range) -> {
            if (stored.getOrDefault(partition, 0L) != range.from()) {
                throw stale(batch, partition + " is not at offset " + range.from());
            }
        });
    }

    private static DestinationException.Stale stale(SinkBatch batch, String what) {
        return new DestinationException.Stale(
                "pipeline " + batch.pipeline() + ", topic " + batch.topic() + ", partition " + what);
    }

    @Override
    public void write(SinkBatch batch) {
        Target target = target(batch);
        List<Portion> portions = Portion.of(target, batch.rows());
        List<Portion> staged = portions.stream()
                .filter(portion -> target.mode() == Mode.APPEND || portion.kind() != Portion.Kind.TRUNCATE)
                .toList();
        doing("writing to " + target.table(), () -> {
            if (staged.isEmpty()) {
                inTransaction(batch, () -> truncate(target, portions));
                return true;
            }
            String folder = folder(batch);
            try {
                SnowflakeStaging files =
                        SnowflakeStaging.upload(connection, target, staged, folder, CsvFiles.FILE_BYTES, uploads);
                boolean straight = target.mode() == Mode.APPEND || firstRows(target, batch, staged);
                String staging = SnowflakeDialect.staging(1);
                if (target.mode() == Mode.UPSERT) {
                    definitions.execute(dialect.createStaging(target, staging));
                }
                inTransaction(batch, () -> {
                    if (straight && (target.mode() == Mode.APPEND || isEmpty(target))) {
                        files.load(connection, dialect.copyInto(target, folder, files.files()));
                    } else {
                        merge(target, staging, staged, files);
                    }
                    truncate(target, portions);
                });
                meters.apply(batch.pipeline()).flushed(files.bytes());
                filled.add(target.table());
            } finally {
                forget(folder);
            }
            return true;
        });
    }

    private void merge(Target target, String staging, List<Portion> staged, SnowflakeStaging files)
            throws SQLException {
        files.load(connection, SnowflakeDialect.copy(staging, files.folder(), files.files()));
        definitions.execute(merge.merge(target, staging, staged));
    }

    /** Whether the table can be empty, and nothing but whole new rows come. */
    private boolean firstRows(Target target, SinkBatch batch, List<Portion> staged) throws SQLException {
        boolean whole = staged.size() == 1
                && staged.getFirst().kind() == Portion.Kind.WRITE
                && staged.getFirst().columns().cardinality() == target.columns().size();
        boolean first = batch.offsets().values().stream().allMatch(range -> range.from() == 0);
        return whole && first && !filled.contains(target.table()) && isEmpty(target);
    }

    private boolean isEmpty(Target target) throws SQLException {
        return definitions.number(dialect.anyRow(target.table())) == 0;
    }

    private void truncate(Target target, List<Portion> portions) throws SQLException {
        if (target.mode() == Mode.APPEND) {
            return;
        }
        for (Portion portion : portions) {
            if (portion.kind() == Portion.Kind.TRUNCATE) {
                for (SinkRow row : portion.rows()) {
                    definitions.execute(dialect.truncate(
                            target, row.stamp().position().text(), row.stamp().committedMicros()));
                }
            }
        }
    }

    private static String home(String pipeline, String topic) {
        return (pipeline + "/" + topic).replaceAll("[^A-Za-z0-9_./-]", "_");
    }

    private String folder(SinkBatch batch) {
        StringBuilder range = new StringBuilder();
        for (Map.Entry<Integer, OffsetRange> partition : new TreeMap<>(batch.offsets()).entrySet()) {
            range.append(range.isEmpty() ? "" : "+")
                    .append(partition.getKey())
                    .append('_')
                    .append(partition.getValue().from())
                    .append('-')
                    .append(partition.getValue().to());
        }
        return home(batch.pipeline(), batch.topic()) + "/" + mark + "/" + ++flushes + "_" + range;
    }

    /** A file that is left costs storage and nothing else. */
    private void forget(String folder) {
        try {
            definitions.execute(SnowflakeDialect.remove(folder));
        } catch (SQLException e) {
            LOG.debugf(e, "the staged files of %s were not removed", folder);
        }
    }

    private Target target(SinkBatch batch) {
        if (batch.rows().isEmpty() || batch.schema().columns().isEmpty()) {
            return new Target(batch.target(), batch.schema(), batch.mode(), batch.deletes());
        }
        Target target = checked(batch);
        Known known = tables.get(target.table());
        if (known == null) {
            known = doing("looking at " + target.table(), () -> known(target.table()));
            tables.put(target.table(), known);
        }
        target.requireSameMode(known.columns());
        return target.on(known.stored(), SnowflakeDialect::type);
    }

    private Known known(TableName table) throws SQLException {
        definitions.requireOwn(table);
        return new Known(
                definitions.columns(table),
                definitions.table(table).orElseGet(() -> new StoredTable(List.of(), List.of())));
    }

    @FunctionalInterface
    private interface Body {
        void run() throws SQLException;
    }

    private void inTransaction(SinkBatch batch, Body body) throws SQLException {
        definitions.execute("BEGIN");
        CostMeter meter = meters.apply(batch.pipeline());
        long begun = meter.now();
        try {
            fence(batch);
            body.run();
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        }
        definitions.execute("COMMIT");
        meter.used(begun);
    }

    private void fence(SinkBatch batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.executeUpdate(SnowflakeDialect.fence(batch))
                    != batch.offsets().size()) {
                throw stale(batch, batch.offsets() + " are not all where the batch begins");
            }
        }
        boolean first = batch.offsets().values().stream().anyMatch(range -> range.from() == 0);
        if (first
                && definitions.number(SnowflakeDialect.countOffsets(batch))
                        != batch.offsets().size()) {
            throw stale(batch, batch.offsets() + " were written by another session at the same time");
        }
    }

    private void rollback(Exception cause) {
        try {
            definitions.execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    private static <T> T doing(String what, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw SnowflakeErrors.of(what, e);
        }
    }

    @Override
    public void close() {
        uploads.shutdownNow();
        try {
            connection.close();
        } catch (SQLException e) {
            throw SnowflakeErrors.of("closing a connection", e);
        }
    }
}
