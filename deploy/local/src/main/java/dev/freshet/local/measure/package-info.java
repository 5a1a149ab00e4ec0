/**
 * How far a destination is behind, read from what the services publish.
 *
 * <p>Latency is the service's own measure, source commit to applied, taken from its histogram over an interval. Imports
 * java.* only.
 */
@NullMarked
package dev.freshet.local.measure;

import org.jspecify.annotations.NullMarked;
