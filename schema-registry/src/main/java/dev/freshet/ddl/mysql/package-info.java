/**
 * What the text of a data definition statement proves: read with Debezium's own grammar, so that both of us understand the same
 * statements, and judged by which tables are captured. A source says what was done; a sink says beforehand what would be.
 *
 * <p>Pure: text in, values out. A statement that the grammar cannot read proves nothing. May import {@code dev.freshet.event}, {@code
 * dev.freshet.schema} and Debezium's generated MySQL parser; ANTLR's types do not leave this package.
 */
@NullMarked
package dev.freshet.ddl.mysql;

import org.jspecify.annotations.NullMarked;
