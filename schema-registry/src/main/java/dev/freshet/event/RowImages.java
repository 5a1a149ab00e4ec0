package dev.freshet.event;

import org.jspecify.annotations.Nullable;

/**
 * One decoded change with the row before and after it, for who tells rows apart by other columns than the source.
 *
 * @param before null for an insert or a read; values as in {@link RowChange}
 * @param after  null for a delete
 */
@SuppressWarnings("ArrayRecordComponent") // as RowChange: never compared
public record RowImages(
        Operation operation,
        @Nullable Object @Nullable [] before,
        @Nullable Object @Nullable [] after) {}
