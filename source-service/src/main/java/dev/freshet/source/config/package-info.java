/**
 * The service's one configuration tree and what is said about it at start.
 *
 * <p>May import SmallRye Config and CDI.
 */
@NullMarked
package dev.freshet.source.config;

import org.jspecify.annotations.NullMarked;
