/** Figures per transform, counted per batch, and how Prometheus reads them. Imports java.*, JSpecify and the Prometheus client. */
@NullMarked
package dev.freshet.transform.metrics;

import org.jspecify.annotations.NullMarked;
