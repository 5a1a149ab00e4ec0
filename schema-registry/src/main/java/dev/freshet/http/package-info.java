/** Asking other servers over HTTP. Pure: imports java.* and JSpecify only. */
@NullMarked
package dev.freshet.http;

import org.jspecify.annotations.NullMarked;
