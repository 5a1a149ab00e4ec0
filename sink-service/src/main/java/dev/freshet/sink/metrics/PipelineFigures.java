package dev.freshet.sink.metrics;

import dev.freshet.evolution.TableChange;
import dev.freshet.evolution.Wording;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.destination.Cost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Figures of one pipeline; they outlive its restarts. Safe for several threads. */
public final class PipelineFigures {
    private final Map<String, TableFigures> tables = new ConcurrentHashMap<>();
    private final Map<SchemaChange, LongAdder> schemaChanges = new ConcurrentHashMap<>();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder early = new LongAdder();
    private volatile String state = "STARTING";
    private volatile @Nullable Cost cost;
    private volatile long skipped;

    /** @param table {@code database.table} as the source names it */
    public void applied(String table, List<Arrival> arrivals, int written, long nowMicros) {
        table(table).applied(arrivals, written, nowMicros);
    }

    public void lag(String table, long records) {
        table(table).lag(records);
    }

    public void deadLetters(int count) {
        deadLetters.add(count);
    }

    /** @param table as the source names it */
    public void schemaChanges(String table, List<TableChange> changes) {
        changes.forEach(change -> schemaChanges
                .computeIfAbsent(new SchemaChange(table, Wording.kind(change)), key -> new LongAdder())
                .increment());
    }

    /** How many of each kind per table, since the pipeline started here. */
    public Map<SchemaChange, Long> schemaChanges() {
        Map<SchemaChange, Long> counts = new HashMap<>();
        schemaChanges.forEach((key, count) -> counts.put(key, count.sum()));
        return counts;
    }

    /** What is counted together. */
    public record SchemaChange(String table, String kind) {}

    /** A batch was written sooner than the policy says, because the buffer was full. */
    public void flushedEarly() {
        early.increment();
    }

    public long early() {
        return early.sum();
    }

    public void retried() {
        retries.increment();
    }

    /** @param skipped flush intervals in which a table had nothing to write, so that nothing was woken */
    public void cost(Cost cost, long skipped) {
        this.cost = cost;
        this.skipped = skipped;
    }

    /** Null where nobody is paid by the second. */
    public @Nullable Cost cost() {
        return cost;
    }

    public long skipped() {
        return skipped;
    }

    public void state(String state) {
        this.state = state;
    }

    public String state() {
        return state;
    }

    public long deadLetters() {
        return deadLetters.sum();
    }

    public long retries() {
        return retries.sum();
    }

    /** By name. */
    public Map<String, TableSnapshot> tables(long nowMicros) {
        Map<String, TableSnapshot> snapshots = new TreeMap<>();
        tables.forEach((table, figures) -> snapshots.put(table, figures.snapshot(nowMicros)));
        return snapshots;
    }

    private TableFigures table(String table) {
        return tables.computeIfAbsent(table, name -> new TableFigures());
    }
}
