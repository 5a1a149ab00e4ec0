package dev.freshet.sink.destination;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.control.resource.Violation;
import dev.freshet.event.Operation;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.Unavailable;
import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tables as maps, with the port's whole contract: fenced offsets, guarded upserts, all or nothing. Can be told to fail. */
public final class InMemoryDestination implements Destination {
    private static final String POSITION = "_freshet_position";

    private final Map<String, Long> offsets = new HashMap<>();
    private final Map<TableName, Set<String>> columns = new HashMap<>();
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

    public synchronized Set<String> columns(TableName table) {
        return Set.copyOf(columns.getOrDefault(table, Set.of()));
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
        public Optional<Set<String>> columns(TableName table) {
            fail();
            synchronized (InMemoryDestination.this) {
                return Optional.ofNullable(columns.get(table));
            }
        }

        @Override
        public void evolve(SinkBatch batch, List<TableChange> changes) {
            fail();
            synchronized (InMemoryDestination.this) {
                Set<String> now = columns.computeIfAbsent(batch.target(), t -> new LinkedHashSet<>());
                for (TableChange change : changes) {
                    switch (change) {
                        case TableChange.CreateTable create ->
                            create.schema().columns().forEach(column -> now.add(column.name()));
                        case TableChange.AddColumn add -> now.add(add.column().name());
                    }
                }
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

    private static void apply(List<Map<String, @Nullable Object>> table, SinkBatch batch, SinkRow row) {
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
