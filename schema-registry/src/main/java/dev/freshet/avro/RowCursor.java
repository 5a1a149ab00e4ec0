package dev.freshet.avro;

import dev.freshet.event.RowView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One of the two rows under an {@link EnvelopeCursor}. A column is decoded once, when it is first asked for. */
public final class RowCursor implements RowView {
    private static final Object NOT_YET = new Object();

    private final EnvelopeLayout.RowLayout layout;
    private final int[] starts;
    private final @Nullable Object[] values;
    private @Nullable Input in;
    private boolean touched;

    RowCursor(EnvelopeLayout.RowLayout layout) {
        this.layout = layout;
        starts = new int[layout.skippers().length + 1];
        values = new Object[layout.columns().length];
        Arrays.fill(values, NOT_YET);
    }

    EnvelopeLayout.RowLayout layout() {
        return layout;
    }

    boolean present() {
        return in != null;
    }

    void walk(Input input) {
        if (touched) {
            Arrays.fill(values, NOT_YET);
            touched = false;
        }
        in = null;
        if (layout.branch() >= 0 && input.takeBranch(2) != layout.branch()) {
            return;
        }
        Skipper[] skippers = layout.skippers();
        int i = 0;
        try {
            for (; i < skippers.length; i++) {
                starts[i] = input.position();
                skippers[i].skip(input);
            }
        } catch (Misfit e) {
            throw e.in(layout.columns()[i].column().name());
        } catch (IndexOutOfBoundsException e) {
            throw new Misfit("ends early").in(layout.columns()[i].column().name());
        }
        starts[i] = input.position();
        in = input;
    }

    /**
     * @throws DecodingException when the bytes are no value of the column's type
     */
    @Override
    public @Nullable Object value(int column) {
        Object known = values[column];
        if (known != NOT_YET) {
            return known;
        }
        Input input = in;
        if (input == null) {
            throw new IllegalStateException("the event has no such row");
        }
        input.position(starts[column]);
        try {
            Object value = layout.columns()[column].read(input);
            values[column] = value;
            touched = true;
            return value;
        } catch (Misfit e) {
            throw new DecodingException(
                    "not a change event of its writer schema: "
                            + e.in(layout.columns()[column].column().name()).describe(),
                    e);
        }
    }

    /** Where a column begins in the message; of the one behind the last: where the row ends. */
    int start(int column) {
        return starts[column];
    }
}
