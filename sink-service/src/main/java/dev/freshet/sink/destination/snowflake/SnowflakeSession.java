package dev.freshet.sink.destination.snowflake;

import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.AlterProgress;
import dev.freshet.sink.destination.DestinationSession;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Target;
import java.sql.Connection;
import java.sql.SQLException;
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
    private final SnowflakeControl control;
    private final CsvFiles.Room room;
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

    /**
     * @param meters by pipeline
     * @param room   for files that wait to be uploaded
     */
    SnowflakeSession(
            Connection connection,
            SnowflakeDialect dialect,
            SnowflakeDefinitions definitions,
            Function<String, CostMeter> meters,
            CsvFiles.Room room) {
        this.meters = meters;
        this.room = room;
        this.connection = connection;
        this.dialect = dialect;
        this.merge = new SnowflakeMerge(dialect.names());
        this.definitions = definitions;
        this.control = new SnowflakeControl(connection, definitions, mark, meters);
    }

    @Override
    public Map<Integer, Long> nextOffsets(String pipeline, String topic) {
        return doing("reading the offsets of " + topic, () -> {
            prepare();
            control.create(topic);
            // what a session that was killed has left of this topic; whoever still writes it is fenced
            if (forget(home(pipeline, topic))) {
                control.abortOthers(pipeline, topic);
            }
            return control.offsets(pipeline, topic);
        });
    }

    private void prepare() throws SQLException {
        if (!prepared) {
            definitions.execute(SnowflakeDialect.CREATE_SCHEMA);
            definitions.execute(SnowflakeDialect.CREATE_STAGE);
            prepared = true;
        }
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
        tables.clear();
    }

    /** Names that would fall together are refused before anything is done. */
    private Target checked(SinkBatch batch) {
        Target target = Target.of(batch);
        dialect.names().requireDistinct(target.table(), target.columns());
        return target;
    }

    @Override
    public void change(SinkBatch batch, List<TableChange> changes) {
        doing("changing " + batch.target(), () -> {
            control.requireOffsets(batch);
            Target target = new Target(batch.target(), batch.schema(), batch.mode(), batch.deletes());
            definitions.change(batch, target, changes);
            return true;
        });
        tables.clear();
        filled.clear();
        write(batch, definitions.fenced(batch.target(), changes));
    }

    @Override
    public void write(SinkBatch batch) {
        write(batch, List.of());
    }

    /** @param more statements without a condition, of the same transaction, of a batch without rows to stage */
    private void write(SinkBatch batch, List<String> more) {
        Target target = target(batch);
        List<Portion> portions = Portion.of(target, batch.rows());
        List<Portion> staged = portions.stream()
                .filter(portion -> target.mode() == Mode.APPEND || portion.kind() != Portion.Kind.TRUNCATE)
                .toList();
        doing("writing to " + target.table(), () -> {
            if (staged.isEmpty()) {
                control.inTransaction(batch, within -> {
                    for (String sql : more) {
                        definitions.execute(sql + " WHERE " + within);
                    }
                    truncate(target, portions, within);
                });
                return true;
            }
            String folder = folder(batch);
            try {
                SnowflakeStaging files = SnowflakeStaging.upload(connection, target, staged, folder, room, uploads);
                boolean straight = target.mode() == Mode.APPEND || firstRows(target, batch, staged);
                String staging = SnowflakeDialect.staging(1);
                if (target.mode() == Mode.UPSERT) {
                    definitions.execute(dialect.createStaging(target, staging));
                }
                control.inTransaction(batch, within -> {
                    if (straight && (target.mode() == Mode.APPEND || isEmpty(target))) {
                        files.load(connection, dialect.copyInto(target, folder, files.files()));
                    } else {
                        merge(target, staging, staged, files, within);
                    }
                    truncate(target, portions, within);
                });
                meters.apply(batch.pipeline()).flushed(files.bytes());
                filled.add(target.table());
            } finally {
                forget(folder);
            }
            return true;
        });
    }

    private void merge(Target target, String staging, List<Portion> staged, SnowflakeStaging files, String within)
            throws SQLException {
        files.load(connection, SnowflakeDialect.copy(staging, files.folder(), files.files()));
        definitions.execute(merge.merge(target, staging, staged, within));
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

    private void truncate(Target target, List<Portion> portions, String within) throws SQLException {
        if (target.mode() == Mode.APPEND) {
            return;
        }
        for (Portion portion : portions) {
            if (portion.kind() == Portion.Kind.TRUNCATE) {
                for (SinkRow row : portion.rows()) {
                    definitions.execute(dialect.truncate(
                            target, row.stamp().position().text(), row.stamp().committedMicros(), within));
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

    /** Whether they are gone. A file that is left costs storage and nothing else. */
    private boolean forget(String folder) {
        try {
            definitions.execute(SnowflakeDialect.remove(folder));
            return true;
        } catch (SQLException e) {
            LOG.debugf(e, "the staged files of %s were not removed", folder);
            return false;
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
