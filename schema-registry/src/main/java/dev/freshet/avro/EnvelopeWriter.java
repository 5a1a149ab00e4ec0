package dev.freshet.avro;

import dev.freshet.event.Operation;
import dev.freshet.registry.Framing;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes envelopes whose rows are made from the rows of others: copied columns and the rest of the envelope go over as bytes, computed
 * ones are encoded. Compiled once per layout; for one thread.
 */
public final class EnvelopeWriter {
    private static final int NULL = 0;
    private static final int VALUE = 1 << 1;

    private final EnvelopeLayout in;
    private final Schema envelope;
    private final @Nullable Schema key;
    private final Step[] steps;
    private final Output out = new Output();

    /** One column: of the input (its place), or computed. */
    private record Step(
            int copied, boolean wrapped, @Nullable ValueWriter writer) {}

    private EnvelopeWriter(EnvelopeLayout in, List<OutputColumn> columns, Schema envelope, @Nullable Schema key) {
        this.in = in;
        this.envelope = envelope;
        this.key = key;
        steps = columns.stream().map(column -> step(in, column)).toArray(Step[]::new);
    }

    private static Step step(EnvelopeLayout in, OutputColumn column) {
        return switch (column) {
            case OutputColumn.Copied copied ->
                new Step(copied.column(), OutputSchemas.wraps(in, copied.column()), null);
            case OutputColumn.Computed computed -> new Step(-1, false, ComputedValue.writer(computed.type()));
        };
    }

    /**
     * @param key   names of the output's key columns, each a copy of the input's key column of that place; empty: no key
     * @param topic that the records go to: it names them
     * @throws EncodingException when the output cannot be said in Avro
     */
    public static EnvelopeWriter compile(
            EnvelopeLayout in, List<OutputColumn> columns, List<String> key, String topic) {
        try {
            Schema keySchema = in.key();
            return new EnvelopeWriter(
                    in,
                    columns,
                    OutputSchemas.envelope(in, columns, topic),
                    keySchema == null || key.isEmpty() ? null : OutputSchemas.key(keySchema, key, topic));
        } catch (AvroRuntimeException e) {
            throw new EncodingException(topic + ": the output cannot be said in Avro (" + e.getMessage() + ")", e);
        }
    }

    /** The writer schema of the values. */
    public String valueSchema() {
        return envelope.toString();
    }

    /** The writer schema of the keys; null when the output has none. */
    public @Nullable String keySchema() {
        return key == null ? null : key.toString();
    }

    /** The input's key with the output's schema: its columns are the same, so its bytes are. */
    public static byte[] key(int schemaId, byte[] inputKey) {
        byte[] key = inputKey.clone();
        Framing.write(schemaId, key);
        return key;
    }

    /**
     * The envelope on which {@code cursor} stands, with another operation and other rows.
     *
     * @param before the row to copy from, null: no row before
     * @param beforeValues of the computed columns of that row, by place in the output
     * @throws EncodingException when a computed value is not of its type
     */
    public byte[] write(
            int schemaId,
            EnvelopeCursor cursor,
            Operation operation,
            @Nullable RowCursor before,
            @Nullable Object[] beforeValues,
            @Nullable RowCursor after,
            @Nullable Object[] afterValues) {
        byte[] message = cursor.message();
        out.begin(Framing.LENGTH);
        int fields = in.skippers().length;
        for (int i = 0; i < fields; i++) {
            if (i == in.before().at()) {
                row(message, before, beforeValues);
            } else if (i == in.after().at()) {
                row(message, after, afterValues);
            } else if (i == in.opAt()) {
                out.putText(operation.code());
            } else {
                out.putRaw(message, cursor.start(i), cursor.start(i + 1));
            }
        }
        byte[] written = out.toBytes();
        Framing.write(schemaId, written);
        return written;
    }

    private void row(byte[] message, @Nullable RowCursor row, @Nullable Object[] values) {
        if (row == null) {
            out.putByte(NULL);
            return;
        }
        out.putByte(VALUE);
        for (int i = 0; i < steps.length; i++) {
            Step step = steps[i];
            if (step.writer() != null) {
                computed(step.writer(), values[i]);
            } else {
                if (step.wrapped()) {
                    out.putByte(VALUE);
                }
                out.putRaw(message, row.start(step.copied()), row.start(step.copied() + 1));
            }
        }
    }

    private void computed(ValueWriter writer, @Nullable Object value) {
        if (value == null) {
            out.putByte(NULL);
            return;
        }
        out.putByte(VALUE);
        try {
            writer.write(value, out);
        } catch (ClassCastException | ArithmeticException e) {
            throw new EncodingException(
                    "a computed value is a " + value.getClass().getSimpleName() + " where another is due", e);
        }
    }
}
