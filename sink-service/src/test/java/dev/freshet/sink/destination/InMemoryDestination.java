package dev.freshet.sink.destination;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.control.resource.Violation;
import dev.freshet.event.Operation;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.evolution.Wording;
import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;
import dev.freshet.schema.Unavailable;
import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tables as maps, with the port's whole contract: fenced offsets, guarded upserts, all or nothing. Can be told to fail. */
public final class InMemoryDestination implements Destination {
    private static final String POSITION = "_freshet_position";
    private static final String ROWS = "_freshet_rows";

    private final Map<String, Long> offsets = new HashMap<>();
    private final Map<TableName, TableSchema> schemas = new HashMap<>();
    private final Map<TableName, List<Map<String, @Nullable Object>>> tables = new HashMap<>();
    private int batches;
    private volatile @Nullable RuntimeException outage;
    private volatile Predicate<SinkRow> unwritable = row -> false;

    /** From now on nothing works, until null is given. */
    public void outage(@Nullable RuntimeException outage) {
        this.outage = outage;
    }

    /** Batches with such a row are refused. */
    public void refuse(Predicate<SinkRow> unwritable) {
        this.unwritable = unwritable;
    }

    public synchronized List<Map<String, @Nullable Object>> rows(TableName table) {
        return List.copyOf(tables.getOrDefault(table, List.of()));
    }

    public synchronized List<String> columns(TableName table) {
        TableSchema schema = schemas.get(table);
        return schema == null
                ? List.of()
                : schema.columns().stream().map(Column::name).toList();
    }

    public synchronized int batches() {
        return batches;
    }

    @Override
    public List<Violation> check() {
        return List.of();
    }

    @Override
    public DestinationSession connect() {
        fail();
        return new Session();
    }

    @Override
    public List<String> statements(Target target, TableChange change, StoredTable table) {
        return List.of(target.table() + ": " + Wording.of(change));
    }

    @Override
    public void close() {}

    private void fail() {
        RuntimeException now = outage;
        if (now != null) {
            throw now;
        }
    }

    private final class Session implements DestinationSession {
        @Override
        public Map<Integer, Long> nextOffsets(String pipeline, String topic) {
            fail();
            synchronized (InMemoryDestination.this) {
                Map<Integer, Long> next = new HashMap<>();
                String prefix = pipeline + "/" + topic + "/";
                offsets.forEach((key, offset) -> {
                    if (key.startsWith(prefix)) {
                        next.put(Integer.valueOf(key.substring(prefix.length())), offset);
                    }
                });
                return next;
            }
        }

        @Override
        public Optional<StoredTable> table(TableName table) {
            fail();
            synchronized (InMemoryDestination.this) {
                return Optional.ofNullable(schemas.get(table))
                        .map(schema -> new StoredTable(
                                schema.columns().stream()
                                        .map(column -> new StoredTable.StoredColumn(
                                                column.name(), column.type(), "", column.nullable()))
                                        .toList(),
                                schema.key()));
            }
        }

        @Override
        public void evolve(SinkBatch batch, List<TableChange> changes, AlterProgress progress) {
            fail();
            synchronized (InMemoryDestination.this) {
                changes.forEach(change -> InMemoryDestination.this.apply(batch, change));
            }
        }

        @Override
        public void change(SinkBatch batch, List<TableChange> changes) {
            synchronized (InMemoryDestination.this) {
                write(batch);
                changes.forEach(change -> InMemoryDestination.this.apply(batch, change));
            }
        }

        @Override
        public void write(SinkBatch batch) {
            fail();
            synchronized (InMemoryDestination.this) {
                batch.offsets().forEach((partition, range) -> fence(batch, partition, range));
                if (batch.rows().stream().anyMatch(unwritable)) {
                    throw new DestinationException.Rejected("a value does not fit", "mend the value", null);
                }
                List<Map<String, @Nullable Object>> table = new ArrayList<>(rows(batch.target()));
                batch.rows().forEach(row -> apply(table, batch, row));
                if (!batch.rows().isEmpty()) {
                    tables.put(batch.target(), table);
                }
                batch.offsets().forEach((partition, range) -> offsets.put(key(batch, partition), range.to()));
                batches++;
            }
        }

        private void fence(SinkBatch batch, int partition, OffsetRange range) {
            Long at = offsets.get(key(batch, partition));
            if ((at == null ? 0 : at) != range.from()) {
                throw new DestinationException.Stale("partition " + partition + " is at " + at + ", not at " + range);
            }
        }

        private static String key(SinkBatch batch, int partition) {
            return batch.pipeline() + "/" + batch.topic() + "/" + partition;
        }

        @Override
        public void close() {}
    }

    private void apply(SinkBatch batch, TableChange change) {
        TableName table = batch.target();
        TableSchema now = schemas.get(table);
        List<Column> columns = now == null ? new ArrayList<>() : new ArrayList<>(now.columns());
        List<String> key = now == null || batch.mode() == Mode.APPEND ? List.of() : now.key();
        switch (change) {
            case TableChange.CreateTable create -> {
                columns.addAll(create.schema().columns());
                key = batch.mode() == Mode.APPEND ? List.of() : create.schema().key();
            }
            case TableChange.AddColumn add -> columns.add(add.column());
            case TableChange.WidenColumn widen ->
                columns.replaceAll(column -> column.name().equals(widen.column())
                        ? new Column(column.name(), widen.to(), column.nullable())
                        : column);
            case TableChange.RenameColumn rename -> {
                columns.replaceAll(column -> column.name().equals(rename.from())
                        ? new Column(rename.to(), column.type(), column.nullable())
                        : column);
                tables.getOrDefault(table, List.of()).forEach(row -> row.put(rename.to(), row.remove(rename.from())));
            }
            case TableChange.DropColumn drop -> {
                columns.removeIf(column -> column.name().equals(drop.column()));
                tables.getOrDefault(table, List.of()).forEach(row -> row.remove(drop.column()));
            }
            case TableChange.KeyChanged changed -> key = changed.to();
            case TableChange.RelaxNotNull relax -> {}
            case TableChange.ReplaceColumn replace -> throw new UnsupportedOperationException("not needed here");
            case TableChange.BeginRebuild(String name, List<String> old) -> {
                TableName fresh = new TableName(table.schema(), name);
                tables.put(fresh, new ArrayList<>());
                schemas.put(fresh, new TableSchema(columns, old));
                return;
            }
            case TableChange.EndRebuild(String name) -> {
                TableName fresh = new TableName(table.schema(), name);
                tables.put(table, tables.remove(fresh));
                schemas.put(table, schemas.remove(fresh));
                return;
            }
            case TableChange.AbandonRebuild abandon -> throw new UnsupportedOperationException("not needed here");
            case TableChange.RenameTable rename -> throw new UnsupportedOperationException("not needed here");
            case TableChange.DropTable() -> {
                tables.remove(table);
                schemas.remove(table);
                return;
            }
        }
        schemas.put(table, new TableSchema(columns, key));
    }

    private static void apply(List<Map<String, @Nullable Object>> table, SinkBatch batch, SinkRow row) {
        if (row.change().operation() == Operation.TRUNCATE) {
            String before = row.stamp().position().text();
            table.removeIf(old -> String.valueOf(old.get(POSITION)).compareTo(before) < 0);
            return;
        }
        Map<String, @Nullable Object> now = cells(batch, row);
        if (batch.mode() == Mode.APPEND) {
            now.put("_freshet_operation", row.change().operation().name());
            table.add(now);
            return;
        }
        Map<String, @Nullable Object> old = table.stream()
                .filter(other -> batch.schema().key().stream().allMatch(k -> same(other.get(k), now.get(k))))
                .findFirst()
                .orElse(null);
        String position = String.valueOf(now.get(POSITION));
        if (old != null && String.valueOf(old.get(POSITION)).compareTo(position) >= 0) {
            return;
        }
        if (old != null) {
            table.remove(old);
        }
        boolean delete = row.change().operation() == Operation.DELETE;
        if (!batch.schema().enforced()) {
            int rows = (old == null ? 0 : Math.max(1, (Integer) old.getOrDefault(ROWS, 1))) + row.more();
            now.put(ROWS, Math.max(1, rows));
            if (old != null && delete && rows > 0) {
                old.put(ROWS, rows);
                table.add(old);
                return;
            }
        }
        if (delete && batch.deletes() == Deletes.HARD) {
            return;
        }
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(old == null ? Map.of() : old);
        now.forEach((name, value) -> {
            if (value != Unavailable.VALUE) {
                merged.put(name, value);
            }
        });
        if (batch.deletes() == Deletes.SOFT) {
            merged.put("_freshet_deleted", delete);
        }
        table.add(merged);
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return String.valueOf(one).equals(String.valueOf(other));
    }

    private static Map<String, @Nullable Object> cells(SinkBatch batch, SinkRow row) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        List<Column> schema = batch.schema().columns();
        for (int i = 0; i < schema.size(); i++) {
            cells.put(schema.get(i).name(), row.change().values()[i]);
        }
        cells.put(POSITION, row.stamp().position().text());
        return cells;
    }
}
