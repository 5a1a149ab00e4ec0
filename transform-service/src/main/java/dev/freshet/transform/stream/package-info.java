/**
 * Kafka to Kafka, exactly once: a consumer of the transform's group reads the input's topic, each batch's results and its offsets become
 * visible in one transaction. A partition of the input is a partition of the output, so that order per key holds and definition changes
 * keep their place.
 *
 * <p>May import Kafka, {@code apply} and the libraries.
 */
@NullMarked
package dev.freshet.transform.stream;

import org.jspecify.annotations.NullMarked;
