/**
 * What a statement at the source would do to a destination's tables, told before anybody runs it. Decides by the same rules as the
 * sink does later ({@code dev.freshet.evolution}) and changes nothing. May import route, batch, the destination's port and {@code
 * dev.freshet.ddl.mysql}.
 */
@NullMarked
package dev.freshet.sink.plan;

import org.jspecify.annotations.NullMarked;
