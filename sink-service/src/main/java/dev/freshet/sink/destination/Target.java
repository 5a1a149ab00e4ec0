package dev.freshet.sink.destination;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.evolution.StoredTable;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What dialects need of a batch, and what everything compiled for it is kept under: equal targets have equal SQL.
 *
 * <p>The key columns are the table's primary key in upsert mode and the only columns that are NOT NULL there: what the source declares
 * NOT NULL today it may relax tomorrow, and that must not stop a pipeline. A table of append mode has no primary key.
 *
 * @param casts by column: the destination's word for its type, where it is another one than the schema's would be kept as
 */
public record Target(TableName table, TableSchema schema, Mode mode, Deletes deletes, Map<String, String> casts) {
    /** Every column of the table has the type that the schema's is kept as. */
    public Target(TableName table, TableSchema schema, Mode mode, Deletes deletes) {
        this(table, schema, mode, deletes, Map.of());
    }

    /**
     * @throws DestinationException.Misconfigured when the batch upserts into a table without a key, or a column of the source bears
     *     one of Freshet's own names
     */
    public static Target of(SinkBatch batch) {
        for (Column column : batch.schema().columns()) {
            if (column.name().startsWith(MetadataColumn.PREFIX)) {
                throw new DestinationException.Misconfigured(
                        "column '" + column.name() + "' of " + batch.target()
                                + " bears a name that Freshet keeps for itself",
                        "rename it at the source, or exclude it there with column.exclude.list",
                        null);
            }
        }
        if (batch.mode() == Mode.UPSERT && batch.schema().key().isEmpty()) {
            throw new DestinationException.Misconfigured(
                    batch.target() + " has no key, so its rows cannot be upserted",
                    "give the table a primary key, name the columns that tell its rows apart in keys of the pipeline, or set mode: append",
                    null);
        }
        return new Target(batch.target(), batch.schema(), batch.mode(), batch.deletes());
    }

    /**
     * With casts where the table's types are others than the schema's.
     *
     * @param kept the destination's word for the type that a column type is kept as
     */
    public Target on(StoredTable stored, Function<ColumnType, String> kept) {
        Map<String, String> differing = new TreeMap<>();
        for (Column column : columns()) {
            stored.column(column.name())
                    .map(StoredTable.StoredColumn::nativeType)
                    .filter(type -> !type.equalsIgnoreCase(kept.apply(column.type())))
                    .ifPresent(type -> differing.put(column.name(), type));
        }
        return differing.isEmpty() ? this : new Target(table, schema, mode, deletes, Map.copyOf(differing));
    }

    /**
     * @param existing columns of the table in the destination, Freshet's own among them; empty when there is none
     * @throws DestinationException.Misconfigured when the table was made by the other mode: history would be collapsed, or rows of a
     *     current state taken for history
     */
    public void requireSameMode(Set<String> existing) {
        if (columns().isEmpty()) {
            // nothing but offsets: all rows of the batch are dead letters
            return;
        }
        boolean history = existing.contains(MetadataColumn.OPERATION.column());
        boolean state = existing.contains(MetadataColumn.POSITION.column()) && !history;
        if (mode == Mode.UPSERT ? history : state) {
            throw new DestinationException.Misconfigured(
                    table + " was written in mode " + (history ? "append" : "upsert"),
                    "have another pipeline write it into another table or schema; or drop this table and create the pipeline anew"
                            + " under another name, so that it reads the topic from its beginning",
                    null);
        }
    }

    /** Whether the schema has all columns of the table, so that a row of it can take a row's place. Names compare without case. */
    public boolean covers(Set<String> existing) {
        Set<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        columns().forEach(column -> own.add(column.name()));
        return own.containsAll(MetadataColumn.without(existing))
                && (deletes == Deletes.SOFT || !existing.contains(MetadataColumn.DELETED.column()));
    }

    public List<Column> columns() {
        return schema.columns();
    }

    /** Key columns of an upserted table, in key order; none in append mode. */
    public List<Column> key() {
        return mode == Mode.APPEND
                ? List.of()
                : schema.key().stream()
                        .map(name -> schema.column(name).orElseThrow())
                        .toList();
    }

    public boolean isKey(Column column) {
        return mode == Mode.UPSERT && schema.key().contains(column.name());
    }

    /** Indexes of the key columns among {@link #columns()}. */
    public BitSet keyColumns() {
        BitSet key = new BitSet();
        IntStream.range(0, columns().size())
                .filter(i -> schema.key().contains(columns().get(i).name()))
                .forEach(key::set);
        return key;
    }

    /** Whether rows of the source are counted by key: the source does not enforce it, and a row may come before the one that had it has left. */
    public boolean countsRows() {
        return mode == Mode.UPSERT && !schema.enforced();
    }

    public List<MetadataColumn> metadata() {
        List<MetadataColumn> columns = new ArrayList<>(MetadataColumn.of(mode, deletes));
        if (countsRows()) {
            columns.add(MetadataColumn.ROWS);
        }
        return List.copyOf(columns);
    }

    /** Metadata columns whose values come with each row; the destination itself says when it applied them. */
    public List<MetadataColumn> stagedMetadata() {
        return metadata().stream()
                .filter(column -> column != MetadataColumn.APPLIED_AT)
                .toList();
    }
}
