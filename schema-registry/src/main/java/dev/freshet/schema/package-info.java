/**
 * What a table looks like: columns, their types, the key. The Java form of a value of each type is stated at its
 * {@link dev.freshet.schema.ColumnType}; decoders produce exactly those and destinations accept exactly those.
 *
 * <p>Pure: imports java.* and JSpecify only.
 */
@NullMarked
package dev.freshet.schema;

import org.jspecify.annotations.NullMarked;
