package dev.freshet.avro;

import dev.freshet.event.Operation;
import dev.freshet.registry.Framing;
import org.jspecify.annotations.Nullable;

/** Stands on one record of a layout: knows where every column of both rows begins, and decodes those that are asked for. */
public final class EnvelopeCursor {
    private final EnvelopeLayout layout;
    private final int[] starts;
    private final RowCursor before;
    private final RowCursor after;
    private byte[] message = new byte[0];
    private Operation operation = Operation.READ;

    EnvelopeCursor(EnvelopeLayout layout) {
        this.layout = layout;
        starts = new int[layout.skippers().length + 1];
        before = new RowCursor(layout.before());
        after = new RowCursor(layout.after());
    }

    /**
     * Goes to this framed message.
     *
     * @throws DecodingException when the bytes do not fit the schema
     */
    public void read(byte[] framed) {
        try {
            walk(new Input(framed, Framing.LENGTH));
        } catch (Misfit e) {
            throw new DecodingException("not a change event of its writer schema: " + e.describe(), e);
        }
        message = framed;
    }

    private void walk(Input in) {
        int i = 0;
        try {
            for (; i < starts.length - 1; i++) {
                starts[i] = in.position();
                if (i == after.layout().at()) {
                    after.walk(in);
                } else if (i == before.layout().at()) {
                    before.walk(in);
                } else if (i == layout.opAt()) {
                    operation = operation(in);
                } else {
                    layout.skippers()[i].skip(in);
                }
            }
        } catch (Misfit e) {
            throw e.in(layout.name(i));
        } catch (IndexOutOfBoundsException e) {
            throw new Misfit("ends early").in(layout.name(i));
        }
        starts[i] = in.position();
        if (!in.ended()) {
            throw new Misfit("goes on after its end");
        }
        if (!before.present() && !after.present() && operation != Operation.TRUNCATE) {
            throw new Misfit("has neither a row before nor one after; is binlog_row_image FULL at the source?");
        }
    }

    private static Operation operation(Input in) {
        String code = in.takeText();
        try {
            return Operation.of(code);
        } catch (IllegalArgumentException e) {
            throw new Misfit("is not an operation on a row");
        }
    }

    public Operation operation() {
        return operation;
    }

    /** The row before the change, null when the event has none. */
    public @Nullable RowCursor before() {
        return before.present() ? before : null;
    }

    /** The row after the change, null when the event has none. */
    public @Nullable RowCursor after() {
        return after.present() ? after : null;
    }

    byte[] message() {
        return message;
    }

    /** Where a field of the envelope begins; of the one behind the last: where the message ends. */
    int start(int field) {
        return starts[field];
    }
}
