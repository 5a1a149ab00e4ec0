package dev.freshet.event;

import org.jspecify.annotations.Nullable;

/**
 * One decoded change.
 *
 * @param values the row after the change (before it, for a delete), in the order of the decoder's table; each null,
 *     {@link dev.freshet.schema.Unavailable#VALUE} or of its column type's Java form; empty for a truncate
 */
public record RowChange(Operation operation, @Nullable Object[] values) {}
