/**
 * Figures of running pipelines: counted once per batch on the writer's thread, read by Prometheus and by the status reports.
 *
 * <p>Pure but for {@link dev.freshet.sink.metrics.PrometheusFigures}, which speaks Prometheus' client.
 */
@NullMarked
package dev.freshet.sink.metrics;

import org.jspecify.annotations.NullMarked;
