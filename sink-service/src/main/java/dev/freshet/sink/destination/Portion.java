package dev.freshet.sink.destination;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.event.Operation;
import dev.freshet.schema.Unavailable;
import dev.freshet.sink.batch.SinkRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a batch that one set-based statement applies.
 *
 * <p>An upsert batch falls into rows to write, one portion per set of columns that their rows carry (a column that a row does not
 * carry, {@link Unavailable}, keeps the target's value), then rows to delete, then truncates. Keys are distinct and every statement is
 * guarded by position, so the order matters for truncates only: last, they take what is older than they are. A soft delete is a write of
 * the row as it was, marked deleted: so the table never depends on where batches were cut.
 *
 * @param columns indexes of the columns that the rows carry; of a delete the key alone, of a truncate none
 */
public record Portion(Kind kind, BitSet columns, List<SinkRow> rows) {
    public enum Kind {
        WRITE,
        DELETE,
        TRUNCATE
    }

    /** @throws DestinationException.Rejected when a key column is unavailable */
    public static List<Portion> of(Target target, List<SinkRow> rows) {
        BitSet all = new BitSet();
        all.set(0, target.columns().size());
        if (target.mode() == Mode.APPEND) {
            return rows.isEmpty() ? List.of() : List.of(new Portion(Kind.WRITE, all, rows));
        }
        BitSet key = target.keyColumns();
        Map<BitSet, Portion> writes = new LinkedHashMap<>();
        Portion complete = new Portion(Kind.WRITE, all, new ArrayList<>(rows.size()));
        Portion deletes = new Portion(Kind.DELETE, key, new ArrayList<>());
        Portion truncates = new Portion(Kind.TRUNCATE, new BitSet(), new ArrayList<>());
        for (SinkRow row : rows) {
            Operation operation = row.change().operation();
            if (operation == Operation.TRUNCATE) {
                truncates.rows.add(row);
                continue;
            }
            BitSet missing = missing(row.change().values());
            if (missing != null && missing.intersects(key)) {
                throw new DestinationException.Rejected(
                        "a change of " + target.table() + " at "
                                + row.stamp().position().text() + " does not carry its key",
                        "capture the table with binlog_row_image=FULL",
                        null);
            }
            if (operation == Operation.DELETE && target.deletes() == Deletes.HARD) {
                deletes.rows.add(row);
            } else if (missing == null) {
                complete.rows.add(row);
            } else {
                BitSet carried = (BitSet) all.clone();
                carried.andNot(missing);
                writes.computeIfAbsent(carried, columns -> new Portion(Kind.WRITE, columns, new ArrayList<>()))
                        .rows
                        .add(row);
            }
        }
        List<Portion> portions = new ArrayList<>(List.of(complete));
        portions.addAll(writes.values());
        portions.add(deletes);
        portions.add(truncates);
        portions.removeIf(portion -> portion.rows.isEmpty());
        return portions;
    }

    /** Whether the rows carry this column. */
    public boolean carries(int column) {
        return columns.get(column);
    }

    private static @Nullable BitSet missing(@Nullable Object[] values) {
        BitSet missing = null;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == Unavailable.VALUE) {
                missing = missing == null ? new BitSet() : missing;
                missing.set(i);
            }
        }
        return missing;
    }
}
