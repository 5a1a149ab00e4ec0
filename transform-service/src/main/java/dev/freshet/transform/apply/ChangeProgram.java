package dev.freshet.transform.apply;

import dev.freshet.avro.EnvelopeCursor;
import dev.freshet.avro.EnvelopeLayout;
import dev.freshet.avro.EnvelopeWriter;
import dev.freshet.avro.RowCursor;
import dev.freshet.event.Operation;
import dev.freshet.transform.eval.EvaluationException;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of change events of one pair of writer schemas. The output holds a row for each row of the input that the filter accepts and
 * that can be evaluated; the event says how that changes:
 *
 * <pre>
 * before in, after in    update
 * before out, after in   create
 * before in, after out   delete, with the row as the output had it
 * before out, after out  nothing
 * </pre>
 *
 * A row that cannot be evaluated is out, and reported. For one thread.
 */
public final class ChangeProgram {
    private final RowProgram rows;
    private final EnvelopeCursor cursor;
    private final EnvelopeWriter writer;
    private final int valueId;
    private final int keyId;
    private @Nullable EvaluationException failure;

    /**
     * @param valueId id of the writer's value schema
     * @param keyId   id of the writer's key schema; 0 when the output has no key
     */
    ChangeProgram(RowProgram rows, EnvelopeLayout layout, EnvelopeWriter writer, int valueId, int keyId) {
        this.rows = rows;
        this.cursor = layout.cursor();
        this.writer = writer;
        this.valueId = valueId;
        this.keyId = keyId;
    }

    public RowProgram rows() {
        return rows;
    }

    /**
     * The output's event; null when the output does not change. {@link #failure()} tells afterwards whether the event's row was
     * rejected.
     *
     * @throws dev.freshet.avro.DecodingException when the bytes are no event of the writer's schema
     */
    public byte @Nullable [] apply(byte[] value) {
        failure = null;
        cursor.read(value);
        Operation operation = cursor.operation();
        RowCursor before = cursor.before();
        RowCursor after = cursor.after();
        if (operation == Operation.TRUNCATE) {
            return writer.write(valueId, cursor, operation, null, new Object[0], null, new Object[0]);
        }
        @Nullable Object @Nullable [] old = before == null ? null : values(before, false);
        @Nullable Object @Nullable [] now = after == null ? null : values(after, true);
        if (after != null && now != null) {
            Operation what = before != null && old == null ? Operation.CREATE : operation;
            return writer.write(
                    valueId, cursor, what, old == null ? null : before, old == null ? new Object[0] : old, after, now);
        }
        if (before != null && old != null) {
            return writer.write(valueId, cursor, Operation.DELETE, before, old, null, new Object[0]);
        }
        return null;
    }

    /** The computed columns of a row that is in the output, null for one that is not. */
    private @Nullable Object @Nullable [] values(RowCursor row, boolean current) {
        try {
            return rows.accepts(row) ? rows.compute(row) : null;
        } catch (EvaluationException e) {
            // the row before was rejected when it was the row after
            if (current) {
                failure = e;
            }
            return null;
        }
    }

    /** Why the row after the last event is not in the output; null when nothing failed. */
    public @Nullable EvaluationException failure() {
        return failure;
    }

    /** The output's key; null when it has none. */
    public byte @Nullable [] key(byte @Nullable [] inputKey) {
        return inputKey == null || keyId == 0 ? null : EnvelopeWriter.key(keyId, inputKey);
    }
}
