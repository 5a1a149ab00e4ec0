/** Puts the parts together and starts and stops them with the service; health. The only room that knows CDI beside {@code api}. */
@NullMarked
package dev.freshet.transform.boot;

import org.jspecify.annotations.NullMarked;
