package dev.freshet.event;

import org.jspecify.annotations.Nullable;

/** One row whose values are decoded when they are asked for. Valid until its owner goes on to the next record; for one thread. */
public interface RowView {
    /**
     * The value of a column, by its place in the writer's table: null, {@link dev.freshet.schema.Unavailable#VALUE} or of its column
     * type's Java form.
     */
    @Nullable
    Object value(int column);
}
