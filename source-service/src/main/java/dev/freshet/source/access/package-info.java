/**
 * Who may send events: whoever knows a write key, and of web pages only those of allowed origins.
 *
 * <p>Guarantees: a key's value is compared in constant time and never leaves this room. Pure but for the lookup of secrets, which is
 * handed in.
 */
@NullMarked
package dev.freshet.source.access;

import org.jspecify.annotations.NullMarked;
