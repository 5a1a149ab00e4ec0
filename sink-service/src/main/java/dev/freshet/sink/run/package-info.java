/**
 * Life of pipelines: what is to run follows from the resources, each running pipeline has a poller and a writer thread, and its
 * state says what a person needs to know. A fault of one table holds that table only; a fault of the destination holds the
 * pipeline; both mend themselves as soon as the cause is gone.
 *
 * <p>{@link dev.freshet.sink.run.PipelineState}, {@link dev.freshet.sink.run.Fault} and {@link dev.freshet.sink.run.Backoff} are
 * pure. The rest imports the sink's other rooms and the libraries, but neither Kafka, JDBC nor HTTP.
 */
@NullMarked
package dev.freshet.sink.run;

import org.jspecify.annotations.NullMarked;
