/**
 * From a connector's word to its code: the one place that names every destination package.
 *
 * <p>Imports the destination port, its connectors and the control plane's resources and secrets.
 */
@NullMarked
package dev.freshet.sink.connectors;

import org.jspecify.annotations.NullMarked;
